import { metresBetween } from "@/lib/domain/earth";
import type { Place, Sample } from "./sample";
import { GAP_MS, type Step } from "./track";

/** A place from which another cannot be reached faster than readings may be, m/s: 120 km/h. */
const FASTEST_MS = 120 / 3.6;
/** What a position may be off by, metres. */
const OFF_BY_M = 50;
/** A counter's distance over a gap is taken down to this share of the straight line: both are rounded. */
const LEAST_OF_STRAIGHT = 0.9;

/** The way between two positions of a ride that follow each other. */
export interface Leg {
  readonly from: Step;
  readonly to: Step;
  readonly metres: number;
  readonly ms: number;
  /** Straight over a gap: the way itself was not recorded. */
  readonly isGap: boolean;
}

/** So many positions in a row that fit one another and not the last one: then that was the wrong one. */
const BELIEVED_FROM = 3;

interface Located {
  readonly step: Step;
  readonly place: Place;
}

/**
 * Legs between the positions of a track. One that could not be reached from the one before is left out; where several that
 * could be reached from one another follow, the way begins anew with them.
 * @param gapMs positions further apart leave a gap, ms.
 */
export function legsOf(steps: readonly Step[], gapMs: number = GAP_MS): Leg[] {
  const legs: Leg[] = [];
  let from: Located | null = null;
  let strays: Located[] = [];
  for (const step of steps) {
    const { place } = step.sample;
    if (place === null) continue;
    const to = { step, place };
    const leg = from === null ? null : legBetween(from, to, gapMs);
    if (from !== null && leg === null) {
      const last = strays.at(-1);
      strays = last && legBetween(last, to, gapMs) === null ? [to] : [...strays, to];
      if (strays.length < BELIEVED_FROM) continue;
      for (const [at, stray] of strays.entries()) {
        const before = strays[at - 1];
        const between = before ? legBetween(before, stray, gapMs) : null;
        if (between) legs.push(between);
      }
    } else if (leg !== null) legs.push(leg);
    from = to;
    strays = [];
  }
  return legs;
}

/** Null where nobody gets from one to the other in the time between them. */
function legBetween(from: Located, to: Located, gapMs: number): Leg | null {
  const ms = to.step.sample.timeMs - from.step.sample.timeMs;
  const metres = metresBetween(from.place.lat, from.place.lon, to.place.lat, to.place.lon);
  if (metres > OFF_BY_M + (FASTEST_MS * ms) / 1_000) return null;
  return { from: from.step, to: to.step, metres, ms, isGap: ms > gapMs };
}

/** Whether the bike moves on it: positions of a bike that stands wander. */
export const isRidden = ({ from, to }: Leg): boolean => from.moves || to.moves;

/** Metres by the counter between two samples, where both tell it and it fits the straight line and the time; else null. */
export function byCounter(from: Sample, to: Sample, straight: number): number | null {
  if (from.odometerM === null || to.odometerM === null) return null;
  const metres = to.odometerM - from.odometerM;
  const most = OFF_BY_M + (FASTEST_MS * (to.timeMs - from.timeMs)) / 1_000;
  return metres >= straight * LEAST_OF_STRAIGHT && metres <= most ? metres : null;
}
