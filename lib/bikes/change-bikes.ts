import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { inWords } from "./conflicts";

const Locked = z.object({
  bike_id: z.string(),
  seq: z.coerce.number(),
  oem_id: z.string(),
  withdrawn: z.boolean(),
});
export type LockedBike = z.infer<typeof Locked>;

/** Changes bikes in one transaction with the rights of its author. @throws AppError `conflict` where a rule stands against it. */
export const changing = <T>(
  author: Author,
  stores: MasterData | undefined,
  work: (transaction: Database) => Promise<T>,
): Promise<T> => inWords(() => asAuthor(author, work, stores));

/** Locks bikes in the order of their ids; those that are not there, or not the author's, are not in the answer. */
export async function lockBikes(
  transaction: Database,
  bikeIds: readonly string[],
): Promise<ReadonlyMap<string, LockedBike>> {
  const rows = await transaction.execute(sql`
    select bike_id, seq, oem_id, withdrawn_at is not null as withdrawn from bikes
    where bike_id = any(${sql.param([...new Set(bikeIds)])}::text[]) order by bike_id for update`);
  return new Map(rows.map((row) => Locked.parse(row)).map((bike) => [bike.bike_id, bike]));
}

/** One bike, locked. @throws AppError `not-found`. */
export async function lockBike(transaction: Database, bikeId: string): Promise<LockedBike> {
  return lockedOf(await lockBikes(transaction, [bikeId]), bikeId);
}

/** @throws AppError `not-found`, in the same words for a bike of others and for none. */
export function lockedOf(locked: ReadonlyMap<string, LockedBike>, bikeId: string): LockedBike {
  const bike = locked.get(bikeId);
  if (!bike) throw unknownBike(bikeId);
  return bike;
}

const unknownBike = (bikeId: string): AppError =>
  new AppError("not-found", `No bike ${bikeId} is registered, or it is not one of yours.`);

/** Raises the versions of locked bikes that changed and writes their entities, which the outbox publishes. */
export async function publishChange(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  const ids = [...new Set(bikeIds)].toSorted();
  await transaction.execute(
    sql`update bikes set version = version + 1 where bike_id = any(${sql.param(ids)}::text[])`,
  );
  await transaction.execute(sql`select write_entities(${sql.param(ids)}::text[])`);
}
