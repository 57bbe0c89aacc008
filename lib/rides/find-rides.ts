import { findStretches } from "./find-stretches";
import { measureRide } from "./measure-ride";
import { movementOf } from "./movement";
import type { Ride } from "./ride";
import { firstFrom, type Sample } from "./sample";
import { trackOf } from "./track";

/** Less is no ride, metres. */
const LEAST_RIDE_M = 100;

/**
 * The rides of a bike, in order: a pure function of its stored readings, whoever recorded them and whenever they came.
 * @param samples what counts for the bike, in order; at its ends five minutes without movement, or nothing.
 */
export function findRides(samples: readonly Sample[]): Ride[] {
  const movements = movementOf(samples);
  return findStretches(samples, movements).flatMap((stretch): Ride[] => {
    const [from, to] = [firstFrom(samples, stretch.startMs), firstFrom(samples, stretch.endMs + 1)];
    const within = samples.slice(from, to);
    const track = trackOf(stretch, within, movements.slice(from, to));
    const figures = measureRide(stretch, track, within);
    if (figures.distanceM + figures.unrecordedM < LEAST_RIDE_M) return [];
    return [{ ...stretch, source: track.source, isFilled: track.filled > 0, ...figures }];
  });
}
