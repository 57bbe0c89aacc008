import type { Exposure } from "@/lib/analytics/least-riders";
import type { Database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { readAtoms, saveAtoms } from "@/lib/db/figure-atoms";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import { packExposures, unpackExposures } from "./pack-exposures";

/** One cell, of all rides there are. */
const PLACE = { table: RANGE_MODEL, grain: "all", block: "all" } as const;
const KEY = "all";

/** What publications of the range model stand on, kept with those of all figures. */
export const rangeModelExposures = (db: Database, now: () => number) => ({
  async read(): Promise<readonly Exposure[]> {
    const [kept] = await asking(() => readAtoms(db, PLACE));
    return kept ? unpackExposures(kept.exposures) : [];
  },
  async keep(exposures: readonly Exposure[]): Promise<void> {
    const atom = {
      key: KEY,
      revision: exposures.length,
      values: [],
      exposures: packExposures(exposures),
    };
    await asking(() => saveAtoms(db, PLACE, [atom], now()));
  },
});
