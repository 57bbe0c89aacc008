import type { Sample } from "./sample";

/**
 * The samples that tell a quantity which no position belongs to: those of the module where it tells it at all, else the
 * phone's, whichever of the two the way is told by.
 * @param all every sample of a ride, of both sources, in order.
 */
export function channelOf(all: readonly Sample[], tells: (sample: Sample) => boolean): Sample[] {
  const told = all.filter(tells);
  const byModule = told.filter(({ source }) => source === "iot");
  return byModule.length > 0 ? byModule : told;
}

/** The same, of one measure. */
export const channel = (all: readonly Sample[], measure: (sample: Sample) => number | null): Sample[] =>
  channelOf(all, (sample) => measure(sample) !== null);
