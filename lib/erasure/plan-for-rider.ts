import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { signedByOthers, stretchesOf, swapsOf } from "./held-of-rider";
import { type PlannedTombstone, planTombstones } from "./plan-tombstones";

/** What is held of a rider until now, as tombstones would say it. @throws AppError `not-found`. */
export async function planForRider(transaction: Database, riderId: string): Promise<PlannedTombstone[]> {
  const [row] = await transaction.execute<{ nowMs: string }>(sql`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as "nowMs" from riders where id = ${riderId}::uuid`);
  if (!row) throw new AppError("not-found", "No rider has this id.");
  const stretches = await stretchesOf(transaction, riderId);
  const bikeIds = [...new Set(stretches.map(({ bikeId }) => bikeId))];
  const [others, swaps] = [
    await signedByOthers(transaction, riderId, bikeIds),
    await swapsOf(transaction, bikeIds),
  ];
  return planTombstones({ stretches, swaps, others }, Number(row.nowMs));
}
