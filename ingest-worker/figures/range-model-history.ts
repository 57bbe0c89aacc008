import { type CellHistory, NO_HISTORY } from "@/lib/analytics/cell-history";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { readAtoms, saveAtoms } from "@/lib/db/figure-atoms";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import { packHistories, unpackHistories } from "./pack-histories";

/** One cell, of all rides there are. */
const PLACE = { table: RANGE_MODEL, grain: "all", block: "all" } as const;
const KEY = "all";

/** What publications of the range model stand on, kept with those of all figures. */
export const rangeModelHistory = (db: Database, now: () => number) => ({
  async read(): Promise<CellHistory> {
    const [kept] = await asking(() => readAtoms(db, PLACE));
    return (kept && unpackHistories(kept.exposures)?.get(KEY)) ?? NO_HISTORY;
  },
  async keep(history: CellHistory): Promise<void> {
    const atom = {
      key: KEY,
      revision: history.publications,
      values: [],
      exposures: packHistories(new Map([[KEY, history]])),
    };
    await asking(() => saveAtoms(db, PLACE, [atom], now()));
  },
});
