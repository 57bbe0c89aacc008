import { sql } from "drizzle-orm";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { signedKey } from "@/lib/domain/tombstone";
import { RESTORED, type ToldTombstone } from "./told";
import { senderOf, withdrawAll } from "./withdraw-all";

/** An erasure that only the topic of tombstones knows. */
export interface FoundErasure {
  readonly id: string;
  readonly riderId: string;
  /** Ms since epoch. */
  readonly askedMs: number;
  readonly tombstones: readonly ToldTombstone[];
}

/**
 * Keeps an erasure as its tombstones tell it, and withdraws what stands of its rider's consent.
 * @returns whether its rider was unknown, and is known by the id alone from now on.
 */
export async function insertFound(
  transaction: Database,
  author: Author,
  { id, riderId, askedMs, tombstones }: FoundErasure,
): Promise<boolean> {
  const isNew = await insertUnknown(transaction, author, riderId);
  const evidence = "its tombstones in the topic of erasures";
  const withdrawals = await withdrawAll(transaction, author, { riderId, channel: "letter", evidence });
  await transaction.execute(sql`
    insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
    values (${id}::uuid, ${riderId}::uuid, ${RESTORED}, ${evidence}, ${nameOfAuthor(author)},
      to_timestamp(${askedMs}::float8 / 1000), ${sql.param(withdrawals)}::bigint[])`);
  const key = signedKey(riderId);
  const rows = [
    ...tombstones.map(({ reportedAs, bike = reportedAs, source, from, to }) => ({
      ...{ bike_id: bike, reported_as: reportedAs, source: source ?? null, from_ms: from, to_ms: to },
    })),
    { bike_id: key, reported_as: key, source: null, from_ms: null, to_ms: askedMs },
  ];
  await transaction.execute(sql`
    insert into tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
    select ${id}::uuid, ${riderId}::uuid, t.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as t (bike_id text, reported_as text, source text, from_ms bigint, to_ms bigint)
    on conflict do nothing`);
  return isNew;
}

/** What the organisation called a rider who came after the backup nobody knows any more. */
async function insertUnknown(transaction: Database, author: Author, riderId: string): Promise<boolean> {
  const organisationId = await senderOf(transaction, author);
  const made = await transaction.execute(sql`
    insert into riders (id, organisation_id, reference)
    select ${riderId}::uuid, ${organisationId}::uuid, 'erased ' || ${riderId}
    where not exists (select from riders where id = ${riderId}::uuid) returning id`);
  return made.length > 0;
}
