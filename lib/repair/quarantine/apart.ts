import type { Corrected } from "./correct";

/**
 * Readings without a time of their own that come to one instant of one bike and source would be joined into one, and
 * nobody said that they are: none of them is placed.
 * @param taken instants of readings before these; those of these are added.
 */
export function notApart(corrected: readonly Corrected[], taken: Set<string>): Set<Corrected> {
  const timeless = corrected.filter(({ entry }) => entry.eventAtMs === null);
  const met = new Map<string, number>();
  for (const one of timeless) met.set(instantOf(one), (met.get(instantOf(one)) ?? 0) + 1);
  const together = timeless.filter((one) => taken.has(instantOf(one)) || (met.get(instantOf(one)) ?? 0) > 1);
  for (const instant of met.keys()) taken.add(instant);
  return new Set(together);
}

const instantOf = ({ entry, timeMs }: Corrected): string => `${entry.bikeId}/${entry.source}/${timeMs}`;
