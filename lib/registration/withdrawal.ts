import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { reregisterItems, unregisterItems } from "./unregister-items";

/** All that says for a while what a bike is made of, and whose it is. */
const PERIODS = ["component_periods", "fleet_assignments", "ownership_periods"].map((name) =>
  sql.identifier(name),
);

/**
 * Withdraws locked bikes: what they are made of, their fleets and owners are taken from them, so that whoever registers
 * them anew begins with nothing. Their versions and entities are the caller's to write.
 */
export async function takeBack(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  const ids = sql`${sql.param(bikeIds)}::text[]`;
  for (const periods of PERIODS)
    await transaction.execute(
      sql`update ${periods} set voided_at = now() where bike_id = any(${ids}) and voided_at is null`,
    );
  await transaction.execute(sql`update bikes set withdrawn_at = now() where bike_id = any(${ids})`);
  await unregisterItems(transaction, bikeIds);
}

/** Gives a withdrawn bike back what its withdrawal took, and nothing that was voided before. */
export async function giveBack(transaction: Database, bikeId: string): Promise<void> {
  for (const periods of PERIODS)
    await transaction.execute(sql`
      update ${periods} p set voided_at = null from bikes b
      where p.bike_id = ${bikeId} and b.bike_id = p.bike_id and p.voided_at = b.withdrawn_at`);
  await transaction.execute(sql`update bikes set withdrawn_at = null where bike_id = ${bikeId}`);
  await reregisterItems(transaction, [bikeId]);
}
