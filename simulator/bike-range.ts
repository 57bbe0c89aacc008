import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { seedFrom } from "./twin/seed-from";

/** The range of the fleet that `npm start` keeps. */
export const FIRST_RANGE = "LI-";

/** Name of a bike by its number (from 0) in the range that a prefix begins: `LI-000001` is the first of `LI-`. */
export const bikeName = (prefix: string, number: number): string =>
  `${prefix}${String(number + 1).padStart(6, "0")}`;

export const isRange = (prefix: string): boolean => BIKE_ID_PATTERN.test(bikeName(prefix, 0));

/** The seed of a range's fleet: no bike has the serials and roads of one in another range. */
export const seedIn = (prefix: string, seed: number): number =>
  prefix === FIRST_RANGE ? seed : seedFrom(seed, ...Buffer.from(prefix));
