import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/** Bikes whose entities are written in one transaction. */
const CHUNK = 2_000;

const Due = z.object({
  id: z.coerce.string(),
  model_id: z.uuid().nullable(),
  organisation_id: z.uuid().nullable(),
  after: z.string(),
});
type Due = z.infer<typeof Due>;

/**
 * Gives the next bikes that a change is due for a new version. Whoever is cut off leaves the change where it was; of several
 * processes each takes another change.
 * @param maker of the maker's login, as an organisation's name stands in the entities of others' bikes.
 * @returns whether there was something to do.
 */
export async function writeDueEntities(maker: Database, chunk = CHUNK): Promise<boolean> {
  await noteBeginnings(maker);
  return maker.transaction(async (transaction) => {
    const [found] = await transaction.execute(sql`
      select id, model_id, organisation_id, after from entities_due
      where begun <= pg_snapshot_xmin(pg_current_snapshot()) order by id limit 1 for update skip locked`);
    if (!found) return false;
    const due = Due.parse(found);
    const ids = await nextBikes(transaction, due, chunk);
    if (ids.length > 0) {
      const list = sql`${sql.param(ids)}::text[]`;
      await transaction.execute(
        sql`select from bikes where bike_id = any(${list}) order by bike_id for update`,
      );
      await transaction.execute(sql`update bikes set version = version + 1 where bike_id = any(${list})`);
      await transaction.execute(sql`select write_entities(${list})`);
    }
    await transaction.execute(
      ids.length < chunk
        ? sql`delete from entities_due where id = ${due.id}`
        : sql`update entities_due set after = ${ids.at(-1)} where id = ${due.id}`,
    );
    return true;
  });
}

/**
 * A transaction that was under way at the change may have written the entity of a bike that nobody else sees yet, with what
 * it read before: bikes are looked for once all of those have ended.
 */
async function noteBeginnings(maker: Database): Promise<void> {
  await maker.execute(
    sql`update entities_due set begun = pg_snapshot_xmax(pg_current_snapshot()) where begun is null`,
  );
}

async function nextBikes(transaction: Database, due: Due, chunk: number): Promise<string[]> {
  const rows = await transaction.execute<{ bike_id: string }>(
    due.model_id === null
      ? sql`
        (select bike_id from bikes where oem_id = ${due.organisation_id} and bike_id > ${due.after}
          order by bike_id limit ${chunk})
        union (select distinct bike_id from fleet_assignments
          where fleet_id = ${due.organisation_id} and bike_id > ${due.after} and voided_at is null order by bike_id limit ${chunk})
        order by bike_id limit ${chunk}`
      : sql`select bike_id from bikes where model_id = ${due.model_id} and bike_id > ${due.after}
          order by bike_id limit ${chunk}`,
  );
  return rows.map(({ bike_id }) => bike_id);
}
