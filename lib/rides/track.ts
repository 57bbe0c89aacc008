import type { Source } from "@/lib/domain/packet";
import type { Stretch } from "./find-stretches";
import { inGaps } from "./in-gaps";
import type { Movement } from "./movement";
import { integralOf, type Piece } from "./over-time";
import { GAP_MS, type Sample } from "./sample";

/** A sample on a ride's way, and whether the bike moves at it. */
export interface Step {
  readonly sample: Sample;
  readonly moves: boolean;
}

/** What a ride's way, speed and times are made from. */
export interface Track {
  /** Who tells it: the one that saw more of the riding. */
  readonly source: Source;
  readonly steps: readonly Step[];
  /** How many of them the other source tells, in gaps of the first. */
  readonly filled: number;
}

/**
 * The one way of a ride that two may have recorded: the source with more moving time tells it, the module where they are
 * even, and in its gaps the other one.
 */
export function trackOf(stretch: Stretch, samples: readonly Sample[], movements: readonly Movement[]): Track {
  const steps = (source: Source): Step[] =>
    samples.flatMap((sample, at) =>
      sample.source === source && sample.timeMs >= stretch.startMs && sample.timeMs <= stretch.endMs
        ? [{ sample, moves: movements[at] === "moves" }]
        : [],
    );
  const [iot, app] = [steps("iot"), steps("app")];
  const source = movingMs(app) > movingMs(iot) ? "app" : "iot";
  const [own, other] = source === "app" ? [app, iot] : [iot, app];
  const filling = inGaps(stretch, own, other, ({ sample }) => sample.timeMs);
  return {
    source,
    steps: [...own, ...filling].sort((a, b) => a.sample.timeMs - b.sample.timeMs),
    filled: filling.length,
  };
}

/**
 * How much the bike moves between steps at most a minute apart, 0 to 1: between two that both do whole, between one that does
 * and one that does not half. A step that tells neither place nor speed is no word on it.
 */
export function motionOf(steps: readonly Step[]): Piece[] {
  const words = steps.filter(({ sample }) => sample.place !== null || sample.speedKmh !== null);
  return words.flatMap((step, at): Piece[] => {
    const before = words[at - 1];
    const [fromMs, toMs] = [before?.sample.timeMs ?? step.sample.timeMs, step.sample.timeMs];
    if (!before || toMs === fromMs || toMs - fromMs > GAP_MS) return [];
    const share = (Number(before.moves) + Number(step.moves)) / 2;
    return [{ fromMs, toMs, from: share, to: share }];
  });
}

const movingMs = (steps: readonly Step[]): number => integralOf(motionOf(steps)).sum;
