import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/**
 * Bikes whose entities change when these bikes' modules count, or count no more: the bikes themselves, those whose ids
 * their modules report, and those that have modules which report as these.
 */
export async function bikesNamedWith(transaction: Database, bikeIds: readonly string[]): Promise<string[]> {
  const ids = sql`${sql.param(bikeIds)}::text[]`;
  const rows = await transaction.execute<{ bike_id: string }>(sql`
    select c.reports_as as bike_id from component_periods p join components c on c.id = p.component_id
    where p.bike_id = any(${ids}) and p.kind = 'module' and c.reports_as is not null
    union select p.bike_id from components c join component_periods p on p.component_id = c.id
    where c.reports_as = any(${ids})
    union select unnest(${ids})`);
  return rows.map(({ bike_id }) => bike_id);
}
