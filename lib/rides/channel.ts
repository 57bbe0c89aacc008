import type { Stretch } from "./find-stretches";
import { inGaps } from "./in-gaps";
import type { Sample } from "./sample";

/**
 * The samples that tell a quantity which no position belongs to, in order: those of the module, and of the phone what lies in
 * gaps between these, before the first and after the last one; whichever of the two the way is told by.
 * @param all every sample of a ride, of both sources, in order.
 */
export function channel(
  stretch: Stretch,
  all: readonly Sample[],
  measure: (sample: Sample) => number | null,
): Sample[] {
  const told = all.filter((sample) => measure(sample) !== null);
  const module = told.filter(({ source }) => source === "iot");
  if (module.length === 0) return told;
  const phone = told.filter(({ source }) => source === "app");
  const filling = inGaps(stretch, module, phone, ({ timeMs }) => timeMs);
  return [...module, ...filling].sort((a, b) => a.timeMs - b.timeMs);
}
