import { findRides } from "../find-rides";
import type { Ride } from "../ride";
import { inOrder, type Sample } from "../sample";

/** The one ride of samples in any order. @throws Error where it is none or more. */
export function rideOf(...parts: readonly (readonly Sample[])[]): Ride {
  const [ride, ...others] = findRides(parts.flat().sort(inOrder));
  if (!ride || others.length > 0) throw new Error("expected one ride");
  return ride;
}
