import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/**
 * The entities of these bikes as they would be published now, JSON by bike. They are written and taken back, so that they
 * are made by what makes those that are published.
 * @param ids so many that writing them takes seconds, not minutes.
 */
export async function currentEntities(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  let entities = new Map<string, string>();
  const taken = new Error("taken back");
  try {
    await db.transaction(async (transaction) => {
      // Numbers that are drawn from here on are greater than all that are there; the table itself may be long.
      const [last] = await transaction.execute<{ id: string }>(
        sql`select coalesce(max(id), 0)::text as id from outbox`,
      );
      await transaction.execute(sql`select write_entities(${sql.param([...ids])}::text[])`);
      const rows = await transaction.execute<{ bike_id: string; entity: string }>(
        sql`select bike_id, entity::text as entity from outbox where id > ${last?.id ?? 0}::bigint and xmin = pg_current_xact_id()::xid`,
      );
      entities = new Map(rows.map(({ bike_id, entity }) => [bike_id, entity]));
      throw taken;
    });
  } catch (fault) {
    if (fault !== taken) throw fault;
  }
  return entities;
}
