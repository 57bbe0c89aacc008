import { type SQL, sql } from "drizzle-orm";
import type { BoardScope } from "./board-scope";

/** Rows of the board's OEM and plant. @param alias of a table with `oem_id` and `plant_id`. */
export function inScope({ oemId, plantId }: BoardScope, alias: string): SQL {
  const table = sql.identifier(alias);
  const ofOem = oemId === null ? sql`true` : sql`${table}.oem_id = ${oemId}::uuid`;
  return plantId === null ? ofOem : sql`${ofOem} and ${table}.plant_id = ${plantId}::uuid`;
}

export const WEEKS = 12;

/** Monday of the first of the weeks that the board shows, UTC; of a bike of the item `i`, the Monday of its week. */
export const sinceWeeks = (now: Date): SQL =>
  sql`(date_trunc('week', ${now.toISOString()}::timestamptz at time zone 'utc') - make_interval(weeks => ${WEEKS - 1}))`;
export const weekOf = sql`date_trunc('week', i.first_at at time zone 'utc')`;
