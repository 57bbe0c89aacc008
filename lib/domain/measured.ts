export type Labels = Readonly<Record<string, string>>;

/** What a series says, as Prometheus has it. */
export interface Figure {
  readonly labels: Labels;
  readonly value: number;
}

/**
 * What the workers measured up to one instant, by the names that Prometheus scrapes. Gauges carry the label `instance`;
 * counters are those of all workers together, and a counter that nobody told of is not among them.
 */
export interface Measured {
  /** How much counters grew in so many minutes, which ended `minutesAgo`. */
  grown(name: string, minutes: number, minutesAgo?: number): readonly Figure[];
  /** What gauges are. `up` is 0 for a worker that told within the hour before and tells no more. */
  gauges(name: string): readonly Figure[];
  /** By how much a second gauges rose over the last minutes, as a straight line through them. */
  slopes(name: string, minutes: number): readonly Figure[];
  /** How often gauges changed in the last minutes. */
  changes(name: string, minutes: number): readonly Figure[];
}

/** Those of them that have all these labels. */
export function where(figures: readonly Figure[], labels: Labels): readonly Figure[] {
  const wanted = Object.entries(labels);
  return figures.filter((figure) => wanted.every(([name, text]) => figure.labels[name] === text));
}

/** One figure for each combination of these labels, as PromQL's aggregations by labels. */
function by(
  names: readonly string[],
  figures: readonly Figure[],
  combine: (one: number, other: number) => number,
): readonly Figure[] {
  const groups = new Map<string, Figure>();
  for (const { labels, value } of figures) {
    const kept = Object.fromEntries(names.map((name) => [name, labels[name] ?? ""]));
    const key = JSON.stringify(kept);
    const group = groups.get(key);
    groups.set(key, { labels: kept, value: group ? combine(group.value, value) : value });
  }
  return [...groups.values()];
}

export const sumBy = (names: readonly string[], figures: readonly Figure[]): readonly Figure[] =>
  by(names, figures, (one, other) => one + other);

export const greatestBy = (names: readonly string[], figures: readonly Figure[]): readonly Figure[] =>
  by(names, figures, Math.max);
