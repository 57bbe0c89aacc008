import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { unwrapKey } from "../grant/wrap-key";
import { type GrantKey, riderPseudonym } from "../projection/pseudonyms";

/** A withdrawal whose purge is not done. */
export interface DuePurge {
  /** Of the withdrawal in the ledger. */
  readonly position: number;
  readonly riderId: string;
  readonly purpose: string;
}

const Due = z.object({ position: z.coerce.number(), riderId: z.string(), purpose: z.string() });
const Ended = z.object({ position: z.coerce.number(), wrapped: z.instanceof(Uint8Array) });

/** Positions of withdrawals whose purge failed. */
export interface FailedPurges {
  /** Not before all others. */
  readonly behind: readonly number[];
  /** Not now. */
  readonly apart: readonly number[];
}

/** The oldest withdrawals that are not purged. */
export async function duePurges(
  db: Database,
  most: number,
  { behind, apart }: FailedPurges = { behind: [], apart: [] },
): Promise<DuePurge[]> {
  const list = (positions: readonly number[]) => sql`${sql.param(positions.map(String))}::text[]::bigint[]`;
  const rows = await db.execute(sql`
    select position, rider_id as "riderId", purpose from purges_due where purges_due.position <> all(${list(apart)})
    order by purges_due.position = any(${list(behind)}), purges_due.position limit ${most}`);
  return rows.map((row) => Due.parse(row));
}

/** A grant that a withdrawal ended, and what the rider is called under it. */
export interface EndedGrant {
  readonly position: number;
  readonly pseudonym: string;
}

/**
 * Holds a rider alone, until the transaction ends: whoever writes documents of the rider has ended, or waits.
 * @returns the grants to purge, and how many documents whoever was interrupted before had found; null where it is done.
 */
export async function beginPurge(
  transaction: Database,
  { position, riderId, purpose }: DuePurge,
  wrapping: Uint8Array,
): Promise<{ readonly grants: readonly EndedGrant[]; readonly found: number } | null> {
  await transaction.execute(
    sql`insert into rider_locks (rider_id) values (${riderId}::uuid) on conflict do nothing`,
  );
  await transaction.execute(sql`select from rider_locks where rider_id = ${riderId}::uuid for update`);
  const [due] = await transaction.execute(
    sql`select found from purges_due where position = ${String(position)}::bigint`,
  );
  if (!due) return null;
  const rows = await transaction.execute(sql`
    select position, wrapped_key as wrapped from grant_keys
    where rider_id = ${riderId}::uuid and purpose = ${purpose} and grant_keys.position < ${String(position)}::bigint
      and wrapped_key is not null order by grant_keys.position`);
  const grants = rows.map((row) => {
    const { position: of, wrapped } = Ended.parse(row);
    const key: GrantKey = unwrapKey(wrapping, wrapped, of);
    return { position: of, pseudonym: riderPseudonym(key, riderId) };
  });
  return { grants, found: Number(due.found) };
}

/** Keeps how many documents were found, should whoever removes them be interrupted. @param db outside of the transaction. */
export async function noteFound(db: Database, position: number, found: number): Promise<void> {
  await db.execute(sql`
    update purges_due set found = greatest(purges_due.found, ${found}::int) where position = ${String(position)}::bigint`);
}

/** Documents of a stream before and after. */
export interface PurgedStream {
  readonly stream: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Destroys the keys, and keeps the receipt, the pseudonyms to exclude, and that they are to be looked for an hour later;
 * within the transaction that holds the rider.
 */
export async function endPurge(
  transaction: Database,
  { position, riderId, purpose }: DuePurge,
  grants: readonly EndedGrant[],
  streams: readonly PurgedStream[],
  begunAtMs: number,
): Promise<void> {
  const positions = sql`${sql.param(grants.map((grant) => String(grant.position)))}::text[]::bigint[]`;
  const pseudonyms = sql`${sql.param(grants.map(({ pseudonym }) => pseudonym))}::text[]`;
  await transaction.execute(sql`delete from projected_grants where position = any(${positions})`);
  await transaction.execute(sql`
    update grant_keys set wrapped_key = null, destroyed_at = clock_timestamp() where position = any(${positions})`);
  await transaction.execute(sql`
    with due as (delete from purges_due where position = ${String(position)}::bigint returning asked_at),
    receipt as (
      insert into purge_receipts (rider_id, purpose, position, grants, pseudonyms, streams, keys_destroyed, asked_at, begun_at, done_at)
      select ${riderId}::uuid, ${purpose}, ${String(position)}::bigint, ${positions}, ${pseudonyms},
        ${JSON.stringify(streams)}::text::jsonb, ${grants.length}::int, due.asked_at,
        to_timestamp(${begunAtMs}::float8 / 1000), clock_timestamp() from due returning id, done_at
    ), excluded as (
      insert into purged_pseudonyms (pseudonym, purpose, receipt_id)
      select p, ${purpose}, receipt.id from receipt, unnest(${pseudonyms}) as p
    )
    insert into purge_checks_due (receipt_id, due_at) select id, done_at + interval '1 hour' from receipt`);
}
