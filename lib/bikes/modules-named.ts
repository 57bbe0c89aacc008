import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/**
 * Bikes whose entities change when these bikes' modules count, or count no more: the bikes themselves, those whose ids
 * their modules report, and those that have modules which report as these.
 */
export async function bikesNamedWith(transaction: Database, bikeId: string): Promise<string[]> {
  const rows = await transaction.execute<{ bike_id: string }>(sql`
    select c.reports_as as bike_id from component_periods p join components c on c.id = p.component_id
    where p.bike_id = ${bikeId} and p.kind = 'module' and c.reports_as is not null
    union select p.bike_id from components c join component_periods p on p.component_id = c.id
    where c.reports_as = ${bikeId} and c.kind = 'module'
    union select ${bikeId}`);
  return rows.map(({ bike_id }) => bike_id);
}
