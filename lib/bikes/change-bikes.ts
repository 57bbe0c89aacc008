import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { bikesNamedWith } from "@/lib/registration/modules-named";
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

/**
 * Locks a bike with those beside it whose entities change with its modules. A module may come while it waits for the
 * lock, so it looks again until it has locked all that it sees.
 * @throws AppError `not-found`; `conflict` where one of them is a bike of others, whose entity the author cannot change.
 */
export async function lockWithNamed(
  transaction: Database,
  bikeId: string,
): Promise<ReadonlyMap<string, LockedBike>> {
  let asked: readonly string[] = [bikeId];
  for (;;) {
    const locked = await lockBikes(transaction, asked);
    lockedOf(locked, bikeId);
    const named = await bikesNamedWith(transaction, [bikeId]);
    if (named.every((id) => asked.includes(id))) {
      await refuseForeign(
        transaction,
        named.filter((id) => !locked.has(id)),
      );
      return locked;
    }
    asked = [...new Set([...asked, ...named])];
  }
}

/** Ids that nobody registered have no entity; those of others are not the author's to change. */
async function refuseForeign(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  if (bikeIds.length === 0) return;
  const taken = await transaction.execute(
    sql`select numbers_taken('bike_id', ${sql.param(bikeIds)}::text[])`,
  );
  if (taken.length > 0)
    throw new AppError(
      "conflict",
      "A module of it has to do with a bike of another organisation: ask the maker's data stewards.",
    );
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
