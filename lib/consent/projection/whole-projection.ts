import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/**
 * Raised where consented rides become others than they were made before: all bikes are then projected anew, once.
 * 2: who signed for a part of a ride does not take it over.
 */
const PROJECTION_VERSION = 2;

/** Whether all bikes were marked for documents as they are now, with the days of this zone. */
export async function wereAllMarked(db: Database, zone: string): Promise<boolean> {
  const [last] = await db.execute(sql`select zone, version from whole_projections order by id desc limit 1`);
  return last?.zone === zone && last.version === PROJECTION_VERSION;
}

/** Keeps that these bikes, which have rides, are marked, and marks those that had some. */
export async function keepAllMarked(db: Database, zone: string, bikes: number): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`
      insert into projection_marks (bike_id, cause)
      select bike_id, 'formula' from ride_days union select bike_id, 'formula' from projected_grants`);
    await transaction.execute(sql`
      insert into whole_projections (zone, version, bikes) values (${zone}, ${PROJECTION_VERSION}::int, ${bikes}::int)`);
  });
}
