import { bikesOf, cellsOf, totalOf } from "../cells-of";
import type { CountedRide } from "../counted-ride";
import { TABLES } from "../tables";
import type { NaiveFigures } from "./naive-figures";

/** The figures of rides beneath the mask, in the form of the naive ones. */
export function figuresOf(rides: readonly CountedRide[]): NaiveFigures {
  const figures: NaiveFigures = {};
  for (const table of TABLES) {
    const cells = cellsOf(table, rides);
    for (const definition of table.definitions) {
      const rows: NaiveFigures[string] = {};
      figures[definition.id] = rows;
      for (const [key, riders] of cells) {
        const totals = totalOf(riders.values());
        const row: NaiveFigures[string][string] = {};
        for (const { name } of definition.measures) {
          const at = table.measures.findIndex((measure) => measure.name === name);
          const measure = table.measures[at];
          const total = measure?.kind === "distinct" ? bikesOf(riders.values()) : (totals[at] ?? null);
          if (total === null || !measure) continue;
          const step = measure.kind === "sum" ? measure.step : 1;
          row[name] = typeof total === "number" ? Math.round(total * step * 1_000) / 1_000 : [...total];
        }
        rows[key] = row;
      }
    }
  }
  return figures;
}
