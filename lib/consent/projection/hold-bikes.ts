import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** Holds bikes until the transaction ends, so that of two who project one the later sees what the earlier one wrote. */
export async function holdBikes(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  await transaction.execute(sql`
    select count(pg_advisory_xact_lock(k)) from (
      select distinct hashtextextended('projection of ' || id, 0) as k from unnest(${sql.param([...bikeIds])}::text[]) as id order by k
    ) as held`);
}

/** @throws where the transaction has ended, and holds nothing any more: its process stood still for too long. */
export async function stillHolds(transaction: Database): Promise<void> {
  await transaction.execute(sql`select`);
}
