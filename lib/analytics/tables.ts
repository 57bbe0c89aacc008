import type { Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Definition, Grouping, Measure } from "./definition";
import { DEFINITIONS } from "./definitions";
import { type Family, familiesOf } from "./families";

/** Definitions whose cells are published or masked together, with all that is measured for them. */
export interface Table {
  readonly name: string;
  readonly purpose: Purpose;
  readonly counts: (ride: ConsentedRide) => boolean;
  readonly groupings: readonly Grouping[];
  readonly measures: readonly Measure[];
  readonly families: readonly Family[];
  readonly definitions: readonly Definition[];
  /** Of all its definitions: a change of one is a change of what is published together. */
  readonly formula: number;
}

/** @throws Error where definitions of a table differ in what they must share. */
function tablesOf(definitions: readonly Definition[]): Table[] {
  return [...new Set(definitions.map(({ table }) => table))].map((name) => {
    const own = definitions.filter(({ table }) => table === name);
    const [first] = own;
    if (!first) throw new Error(`table ${name} has no definition`);
    for (const { id, purpose, groupings } of own) {
      const same =
        groupings.length === first.groupings.length &&
        groupings.every((grouping, at) => grouping === first.groupings[at]);
      if (purpose !== first.purpose || !same)
        throw new Error(`table ${name}: expected ${id} to have the purpose and the groupings of ${first.id}`);
    }
    const { purpose, counts, groupings } = first;
    const measures = [...new Map(own.flatMap((one) => one.measures).map((one) => [one.name, one])).values()];
    const formula = own.reduce((sum, one) => sum + one.formula, 0);
    const families = familiesOf(measures);
    return { name, purpose, counts, groupings, measures, families, definitions: own, formula };
  });
}

export const TABLES = tablesOf(DEFINITIONS);
