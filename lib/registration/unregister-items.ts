import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** Says of bikes that are withdrawn that they are registered no more: what failed in their files is to be mended again. */
export async function unregisterItems(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    update registration_items i set registered_at = null from (${keysOf(bikeIds)}) k
    where i.oem_id = k.oem_id and i.item_key = k.item_key and i.registered_at is not null`);
}

/** Says of a bike whose withdrawal was taken back that it is registered, from now on. */
export async function reregisterItems(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    update registration_items i set registered_at = now() from (${keysOf(bikeIds)}) k
    where i.oem_id = k.oem_id and i.item_key = k.item_key and i.registered_at is null`);
}

/** What bikes may have been known by when they were tried (as `itemKeysOf` says it). */
const keysOf = (bikeIds: readonly string[]): SQL => sql`
  select b.oem_id, key.item_key from bikes b
  cross join lateral (values ('bike:' || b.bike_id), ('frame:' || b.frame_normal)) as key (item_key)
  where b.bike_id = any(${sql.param([...bikeIds])}::text[])`;
