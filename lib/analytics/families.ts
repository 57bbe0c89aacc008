import type { Measure } from "./definition";

/** Measures that are known of the same rides: what is published of them is published together. */
export interface Family {
  readonly name: string;
  /** Places in the list of measures. */
  readonly measures: readonly number[];
}

const OF_ALL = "all";

/**
 * Measures of a table by the rides that they are known of. A change of a value that only some riders have must be a change of ten
 * of these: among ten riders of which one reports the health of the battery, the difference would be that one's.
 */
export function familiesOf(measures: readonly Measure[]): readonly Family[] {
  const names = [...new Set(measures.map(({ known }) => known ?? OF_ALL))];
  return names.map((name) => ({
    name,
    measures: measures.flatMap((measure, at) => ((measure.known ?? OF_ALL) === name ? [at] : [])),
  }));
}
