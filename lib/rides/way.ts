import { metresBetween } from "@/lib/domain/earth";
import { GAP_MS, type Place } from "./sample";
import type { Step } from "./track";

/** A place from which another cannot be reached faster than readings may be, m/s: 120 km/h. */
const FASTEST_MS = 120 / 3.6;
/** What a position may be off by, metres. */
const OFF_BY_M = 50;

/** Nobody gets further in less than that, ms, than positions are off by. */
const ERROR_MS = (OFF_BY_M / FASTEST_MS) * 1_000;

/** Further nobody gets in so many ms, metres. */
export const reachM = (ms: number): number => OFF_BY_M + (FASTEST_MS * ms) / 1_000;

/** The way between two positions of a ride that follow each other. */
export interface Leg {
  readonly from: Step;
  readonly to: Step;
  readonly metres: number;
  readonly ms: number;
  /** Straight over a gap: the way itself was not recorded. */
  readonly isGap: boolean;
  /** So short in time that nothing but what positions are off by is told. */
  readonly isError: boolean;
}

/** So many positions in a row that fit one another and not the last one: then that was the wrong one. */
const BELIEVED_FROM = 3;

interface Located {
  readonly step: Step;
  readonly place: Place;
  /** Since when that place is told, ms since epoch: one that is not found anew may be told again and again. */
  readonly sinceMs: number;
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
    const to: Located = { step, place, sinceMs: toldSince(from, step.sample.timeMs, place) };
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

const toldSince = (before: Located | null, timeMs: number, { lat, lon }: Place): number =>
  before?.place.lat === lat && before.place.lon === lon ? before.sinceMs : timeMs;

/** Null where nobody gets from one to the other in the time between them. */
function legBetween(from: Located, to: Located, gapMs: number): Leg | null {
  const ms = to.step.sample.timeMs - from.step.sample.timeMs;
  const metres = metresBetween(from.place.lat, from.place.lon, to.place.lat, to.place.lon);
  if (metres > reachM(ms)) return null;
  const isError = ms < ERROR_MS && metres > (FASTEST_MS * (to.step.sample.timeMs - from.sinceMs)) / 1_000;
  return { from: from.step, to: to.step, metres, ms, isGap: ms > gapMs, isError };
}

/** Whether the bike moves on it: positions of a bike that stands wander. */
export const isRidden = ({ from, to, isError }: Leg): boolean => !isError && (from.moves || to.moves);
