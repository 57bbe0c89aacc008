import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import type { Tombstone } from "@/lib/domain/tombstone";
import { requireEraser } from "./who";
import { withdrawAll } from "./withdraw-all";

/** A tombstone as its topic has it. */
export type ToldTombstone = Tombstone & { readonly reportedAs: string };

export interface Reapplied {
  /** Erasures that begin anew. */
  readonly erasures: number;
  /** Of these, those that only the topic still knew of. */
  readonly foundInTopic: number;
  /** Riders whom the topic names and the database does not know: restore it from a later backup. */
  readonly unknownRiders: readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REASON = "a backup was restored that had it not";

/**
 * After a restore from a backup: has every erasure done again from its first step, those too that came after the backup and
 * that only the topic of tombstones knows. Consent that the backup brought back is withdrawn again.
 * @param told all tombstones of the topic.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function reapplyErasures(
  author: Author,
  told: readonly ToldTombstone[],
  stores?: MasterData,
): Promise<Reapplied> {
  requireEraser(author);
  return asAuthor(
    author,
    async (transaction) => {
      const missing = await missingOf(transaction, told);
      const riders = [...new Set(missing.map(({ rider }) => rider))];
      const unknownRiders: string[] = [];
      for (const rider of riders) {
        const own = missing.filter((one) => one.rider === rider);
        if (!(await isKnown(transaction, rider))) unknownRiders.push(rider);
        else await insert(transaction, author, rider, own);
      }
      await transaction.execute(sql`delete from erasure_steps`);
      const [row] = await transaction.execute(sql`select count(*)::int as count from erasures`);
      const erasures = z.number().parse(row?.count);
      const foundInTopic = riders.length - unknownRiders.length;
      const details = { erasures, foundInTopic, unknownRiders };
      await record(transaction, {
        ...{ author, verb: "reapply-erasures", subject: "erasures", reason: REASON, details },
      });
      return details;
    },
    stores,
  );
}

async function missingOf(transaction: Database, told: readonly ToldTombstone[]): Promise<ToldTombstone[]> {
  const rows = await transaction.execute<{ place: number }>(sql`
    select t.place::int as place from jsonb_to_recordset(${JSON.stringify(told.map((one, place) => ({ ...one, place })))}::text::jsonb)
      as t (place int, "reportedAs" text, source text, "from" bigint, "to" bigint, rider text)
    where not exists (select from tombstones k where k.reported_as = t."reportedAs" and k.rider_id::text = t.rider
      and k.source is not distinct from t.source and k.from_ms is not distinct from t."from" and k.to_ms is not distinct from t."to")`);
  return rows.flatMap(({ place }) => told[place] ?? []);
}

async function isKnown(transaction: Database, rider: string): Promise<boolean> {
  if (!UUID.test(rider)) return false;
  const rows = await transaction.execute(sql`select from riders where id = ${rider}::uuid`);
  return rows.length > 0;
}

async function insert(
  transaction: Database,
  author: Author,
  riderId: string,
  told: readonly ToldTombstone[],
): Promise<void> {
  const id = randomUUID();
  const evidence = "its tombstones in the topic of erasures";
  const withdrawals = await withdrawAll(transaction, author, { riderId, channel: "letter", evidence });
  await transaction.execute(sql`
    insert into erasures (id, rider_id, reason, evidence, asked_by, withdrawals)
    values (${id}::uuid, ${riderId}::uuid, ${REASON}, ${evidence}, ${nameOfAuthor(author)}, ${sql.param(withdrawals)}::bigint[])`);
  await transaction.execute(sql`
    insert into tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
    select ${id}::uuid, ${riderId}::uuid, t."reportedAs", t."reportedAs", t.source, t."from", t."to"
    from jsonb_to_recordset(${JSON.stringify(told)}::text::jsonb) as t ("reportedAs" text, source text, "from" bigint, "to" bigint)
    on conflict do nothing`);
}
