import { atOnce } from "@/lib/in-turns";
import { findStretches } from "./find-stretches";
import { measureRide } from "./measure-ride";
import { APART_MS, type Movement, movementOf } from "./movement";
import type { Ride } from "./ride";
import { firstFrom, type Sample } from "./sample";
import { trackOf } from "./track";

/** Less is no ride, metres. */
const LEAST_RIDE_M = 100;

/**
 * The rides of a bike, in order: a pure function of its stored readings, whoever recorded them and whenever they came.
 * @param samples what counts for the bike, in order; at its ends five minutes without movement, or nothing.
 */
export const findRides = (samples: readonly Sample[]): Ride[] =>
  atOnce(ridesIn(samples, movementOf(samples)));

/** The same as work that yields. @param movements as `movementOf` tells them. */
export function* ridesIn(
  samples: readonly Sample[],
  movements: readonly Movement[],
): Generator<void, Ride[]> {
  const rides: Ride[] = [];
  for (const stretch of findStretches(samples, movements)) {
    yield;
    const [from, to] = [firstFrom(samples, stretch.startMs), firstFrom(samples, stretch.endMs + 1)];
    const within = samples.slice(from, to);
    const track = trackOf(within, movements.slice(from, to));
    yield;
    const figures = measureRide(
      stretch,
      track,
      within,
      samples.slice(firstFrom(samples, stretch.startMs - APART_MS), from),
    );
    if (figures.distanceM + figures.unrecordedM < LEAST_RIDE_M) continue;
    rides.push({ ...stretch, source: track.source, isFilled: track.isFilled, ...figures });
  }
  return rides;
}
