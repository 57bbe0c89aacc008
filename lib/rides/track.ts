import type { Source } from "@/lib/domain/packet";
import { areFilled, byTurns } from "./in-gaps";
import type { Movement } from "./movement";
import { integralOf, type Piece } from "./over-time";
import { GAP_MS, type Sample } from "./sample";

/** A sample on a ride's way, and whether the bike moves at it. */
export interface Step {
  readonly sample: Sample;
  readonly moves: boolean;
}

/** What a ride's way and times are made from. */
export interface Track {
  /** Who tells it: the one that saw more of the riding. */
  readonly source: Source;
  /** What tells of movement, a place or a speed; and of these, by turns of its own, what tells a place. */
  readonly steps: readonly Step[];
  readonly located: readonly Step[];
  /** Whether the other source tells what lies in its gaps. */
  readonly isFilled: boolean;
}

/**
 * The one way of a ride that two may have recorded: the source with more moving time tells it, the module where they are
 * even, and in its gaps the other one. Who tells a speed and no place leaves a gap in the places.
 * @param samples of the ride, in order. @param movements one for each.
 */
export function trackOf(samples: readonly Sample[], movements: readonly Movement[]): Track {
  const words = samples
    .map((sample, at): Step => ({ sample, moves: movements[at] === "moves" }))
    .filter(({ sample }) => sample.place !== null || sample.speedKmh !== null);
  const movingMs = (source: Source) =>
    integralOf(motionOf(words.filter(({ sample }) => sample.source === source))).sum;
  const source = movingMs("app") > movingMs("iot") ? "app" : "iot";
  const steps = byTurns(source, words, sampleOf);
  const located = byTurns(
    source,
    words.filter(({ sample }) => sample.place !== null),
    sampleOf,
  );
  const isFilled = areFilled(source, steps, sampleOf) || areFilled(source, located, sampleOf);
  return { source, steps, located, isFilled };
}

const sampleOf = ({ sample }: Step): Sample => sample;

/**
 * How much the bike moves between steps at most a minute apart, 0 to 1: between two that both do whole, between one that does
 * and one that does not half.
 */
export function motionOf(steps: readonly Step[]): Piece[] {
  return steps.flatMap((step, at): Piece[] => {
    const before = steps[at - 1];
    const [fromMs, toMs] = [before?.sample.timeMs ?? step.sample.timeMs, step.sample.timeMs];
    if (!before || toMs === fromMs || toMs - fromMs > GAP_MS) return [];
    const share = (Number(before.moves) + Number(step.moves)) / 2;
    return [{ fromMs, toMs, from: share, to: share }];
  });
}
