import type { Labels } from "@/lib/domain/measured";
import { Ring } from "./ring";

export interface Series {
  readonly labels: Labels;
  readonly ring: Ring;
}

/** Figures over time, by name and labels. */
export class SeriesTable {
  private readonly names = new Map<string, Map<string, Series>>();

  constructor(private readonly size: number) {}

  named(name: string): Iterable<Series> {
    return this.names.get(name)?.values() ?? [];
  }

  ring(name: string, labels: Labels): Ring {
    const series = this.names.get(name) ?? new Map<string, Series>();
    this.names.set(name, series);
    const key = keyOf(labels);
    const known = series.get(key);
    if (known) return known.ring;
    const made = { labels, ring: new Ring(this.size) };
    series.set(key, made);
    return made.ring;
  }

  /** Lets go of series without a figure from `bin` on. */
  forget(bin: number): void {
    for (const series of this.names.values())
      for (const [key, { ring }] of series) if (ring.newest < bin) series.delete(key);
  }
}

/** The same for the same labels in any order. */
export function keyOf(labels: Labels): string {
  let key = "";
  for (const name of Object.keys(labels).sort()) key += `${name}=${JSON.stringify(labels[name])},`;
  return key;
}
