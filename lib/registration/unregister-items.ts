import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** Says of bikes that are withdrawn that they are registered no more: what failed in their files is to be mended again. */
export async function unregisterItems(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    with held as (${held(bikeIds, sql`i.registered_at is not null`)}), opened as (
      update batch_rows r set fixed_at = null from held
      where r.oem_id = held.oem_id and r.item_key = held.item_key and r.outcome = 'failed')
    update registration_items i set registered_at = null from held
    where i.oem_id = held.oem_id and i.item_key = held.item_key`);
}

/** Says of a bike whose withdrawal was taken back that it is registered, from now on. */
export async function reregisterItems(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    with held as (${held(bikeIds, sql`i.registered_at is null`)}), fixed as (
      update batch_rows r set fixed_at = now() from held
      where r.oem_id = held.oem_id and r.item_key = held.item_key and r.outcome = 'failed' and r.fixed_at is null)
    update registration_items i set registered_at = now() from held
    where i.oem_id = held.oem_id and i.item_key = held.item_key`);
}

/** What bikes were known by when they were tried (as `itemKeysOf` says it), locked in the order in which files lock it. */
const held = (bikeIds: readonly string[], which: SQL): SQL => sql`
  select i.oem_id, i.item_key from bikes b
  cross join lateral (values ('bike:' || b.bike_id), ('frame:' || b.frame_normal)) as key (item_key)
  join registration_items i on i.oem_id = b.oem_id and i.item_key = key.item_key
  where b.bike_id = any(${sql.param([...bikeIds])}::text[]) and ${which} order by i.item_key for update of i`;
