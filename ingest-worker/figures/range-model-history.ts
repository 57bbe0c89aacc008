import type { CellHistory } from "@/lib/analytics/cell-history";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { readAtoms, saveAtoms } from "@/lib/db/figure-atoms";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import { packHistories, unpackHistories } from "./pack-histories";

/** One cell, of all rides there are. */
const PLACE = { table: RANGE_MODEL, grain: "all", block: "all" } as const;
const KEY = "all";

/** What publications of the range model and of its terms stand on, by name, kept with those of all figures. */
export const rangeModelHistory = (db: Database, now: () => number) => ({
  async read(): Promise<ReadonlyMap<string, CellHistory>> {
    const [kept] = await asking(() => readAtoms(db, PLACE));
    return (kept && unpackHistories(kept.exposures)) ?? new Map();
  },
  async keep(histories: ReadonlyMap<string, CellHistory>): Promise<void> {
    const revision = Math.max(...[...histories.values()].map(({ publications }) => publications));
    const atom = { key: KEY, revision, values: [], exposures: packHistories(histories) };
    await asking(() => saveAtoms(db, PLACE, [atom], now()));
  },
});
