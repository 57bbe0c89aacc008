import { sql } from "drizzle-orm";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { bikesOfRider, type HadBike, type RidesOf, readKnownBikes } from "./known-bikes";
import { type KnownBike, type PlannedTombstone, planTombstones } from "./plan-tombstones";

/** What is held of a rider until a moment. */
export interface RiderPlan {
  /** Ms since epoch. */
  readonly untilMs: number;
  readonly had: readonly HadBike[];
  readonly bikes: readonly KnownBike[];
  readonly stones: readonly PlannedTombstone[];
}

/**
 * Plans, as tombstones would say it, what is held of a rider until now, within the transaction of what is done with it. Rides
 * are asked for before that: of one that is made meanwhile its signature tells. What the rider signs is recorded before the
 * plan, which has it then, or waits until that transaction ends.
 * @param marginMs see `heldParts`.
 * @throws AppError `not-found`, `unavailable`.
 */
export async function withPlanForRider<T>(
  author: Author,
  riderId: string,
  { ridesOf, marginMs }: { readonly ridesOf: RidesOf; readonly marginMs: number },
  work: (transaction: Database, plan: RiderPlan) => Promise<T>,
  stores?: MasterData,
): Promise<T> {
  const before = await asAuthor(author, (transaction) => bikesOfRider(transaction, riderId), stores);
  const rides = before.length === 0 ? new Map() : await ridesOf(before);
  return asAuthor(
    author,
    async (transaction) => {
      await holdSignatures(transaction, riderId);
      const untilMs = await nowOf(transaction, riderId);
      const had = await bikesOfRider(transaction, riderId);
      const bikeIds = had.map(({ bikeId }) => bikeId);
      const bikes = await readKnownBikes(transaction, bikeIds, rides);
      const stones = planTombstones(riderId, bikes, untilMs, marginMs);
      return work(transaction, { untilMs, had, bikes, stones });
    },
    stores,
  );
}

/** By the lock of `join_attributions`, taken before all others: whoever records takes it before those of audit and ledger. */
async function holdSignatures(transaction: Database, riderId: string): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('attributions of ' || ${riderId}::uuid, 7405120263))`,
  );
}

async function nowOf(transaction: Database, riderId: string): Promise<number> {
  const [row] = await transaction.execute<{ nowMs: string }>(sql`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as "nowMs" from riders where id = ${riderId}::uuid`);
  if (!row) throw new AppError("not-found", "No rider has this id.");
  return Number(row.nowMs);
}
