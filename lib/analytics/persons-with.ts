import type { Contribution, Contributions } from "./cells-of";
import type { Family } from "./families";

/** Whether a measure of the family is known of what a rider has. */
export const isKnown = ({ measures }: Family, { amounts }: Contribution): boolean =>
  measures.some((at) => (amounts[at] ?? null) !== null);

/** How many persons have a family's measures, of the family that most of them have. */
export function mostPersons(families: readonly Family[], riders: Contributions): number {
  let most = 0;
  for (const family of families) {
    let persons = 0;
    for (const contribution of riders.values())
      if (!contribution.regranted && isKnown(family, contribution)) persons++;
    most = Math.max(most, persons);
  }
  return most;
}
