import { addRide, type Cells, type OpenCells } from "@/lib/analytics/cells-of";
import { readConsentedRides } from "@/lib/analytics/read-consented-rides";
import type { Table } from "@/lib/analytics/tables";
import type { ConsentGrant } from "@/lib/consent/grant/consent-grant";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import { refreshIndex } from "@/lib/es/refresh-index";
import type { FigureSurroundings } from "./figure-surroundings";
import { runsOfDays } from "./runs-of-days";

/** The cells of a day, of each table. */
export interface DayRead {
  readonly day: string;
  readonly cells: ReadonlyMap<Table, Cells>;
}

/**
 * Reads days of rides under a grant, each day once, near ones in one go. Of a day there are never rides in memory, only what
 * they add to cells. Days without rides come too, with cells of nobody.
 */
export async function* readDays(
  { es, index, estimates }: Pick<FigureSurroundings, "es" | "index" | "estimates">,
  grant: ConsentGrant,
  tables: readonly Table[],
  days: Iterable<string>,
): AsyncGenerator<DayRead> {
  const estimate = grant.purpose === RANGE_MODEL ? await estimates() : null;
  await refreshIndex(es, index);
  for (const run of runsOfDays(days)) {
    const left = new Set(run);
    const [from = "", to = ""] = [run.at(0), run.at(-1)];
    let open = nothingOf(NO_DAY, []);
    for await (const page of readConsentedRides(es, index, grant, { from, to }))
      for (const ride of page) {
        if (ride.day !== open.day) {
          if (open.day !== NO_DAY) yield open;
          open = left.delete(ride.day) ? nothingOf(ride.day, tables) : nothingOf(NO_DAY, []);
        }
        const counted = estimate === null ? ride : { ...ride, estimated_wh: estimate(ride) };
        for (const [table, cells] of open.cells) addRide(cells, table, counted);
      }
    if (open.day !== NO_DAY) yield open;
    for (const day of left) yield nothingOf(day, tables);
  }
}

/** While rides of days are read that are not wanted. */
const NO_DAY = "";

interface OpenDay {
  readonly day: string;
  readonly cells: ReadonlyMap<Table, OpenCells>;
}
const nothingOf = (day: string, tables: readonly Table[]): OpenDay => ({
  day,
  cells: new Map(tables.map((table) => [table, new Map()])),
});
