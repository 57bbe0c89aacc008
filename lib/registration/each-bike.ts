import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

const BIKES_AT_ONCE = 2_000;

/** The ids of all bikes, some at a time, in their order. */
export async function* eachBike(db: Database): AsyncGenerator<readonly string[]> {
  for (let last = ""; ; ) {
    const rows = await db.execute<{ bike_id: string }>(
      sql`select bike_id from bikes where bike_id > ${last} order by bike_id limit ${BIKES_AT_ONCE}`,
    );
    const ids = rows.map(({ bike_id }) => bike_id);
    if (ids.length > 0) yield ids;
    if (ids.length < BIKES_AT_ONCE) return;
    last = ids.at(-1) ?? last;
  }
}
