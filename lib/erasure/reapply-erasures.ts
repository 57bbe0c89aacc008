import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { byKey } from "@/lib/domain/by-key";
import { type FoundErasure, insertFound } from "./insert-found";
import { reapplyPurges } from "./reapply-purges";
import { reapplyWithdrawals } from "./reapply-withdrawals";
import { RESTORED, type Told, type ToldTombstone } from "./told";
import { requireEraser } from "./who";

export interface Reapplied {
  /** Erasures that begin anew. */
  readonly erasures: number;
  /** Of these, those that only the topic still knew of. */
  readonly foundInTopic: number;
  /** Riders of these whom the database did not know; they are known by their id alone. */
  readonly unknownRiders: readonly string[];
  /** Consents that the backup had brought back, and that are withdrawn again. */
  readonly withdrawals: number;
  /** Receipts of purges of which it is looked again whether anything is left. */
  readonly purges: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * After a restore from a backup: has every erasure done again from its first step, those too that came after the backup and
 * that only the topic of tombstones knows. What was withdrawn after it is withdrawn again, and what was purged is excluded, and
 * looked for.
 * @param told all that the topics tell.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function reapplyErasures(author: Author, told: Told, stores?: MasterData): Promise<Reapplied> {
  requireEraser(author);
  return asAuthor(
    author,
    async (transaction) => {
      const found = erasuresIn(await missingOf(transaction, told.tombstones));
      const unknownRiders = new Set<string>();
      for (const erasure of found)
        if (await insertFound(transaction, author, erasure)) unknownRiders.add(erasure.riderId);
      await transaction.execute(sql`delete from erasure_steps`);
      const [row] = await transaction.execute(sql`select count(*)::int as count from erasures`);
      const details = {
        erasures: z.number().parse(row?.count),
        foundInTopic: found.length,
        unknownRiders: [...unknownRiders],
        withdrawals: await reapplyWithdrawals(transaction, author, told.withdrawals),
        purges: await reapplyPurges(transaction, author),
      };
      await record(transaction, {
        ...{ author, verb: "reapply-erasures", subject: "erasures", reason: RESTORED, details },
      });
      return details;
    },
    stores,
  );
}

/** Those of erasures that the database does not know; of bikes, those that no tombstone of it covers. */
async function missingOf(transaction: Database, told: readonly ToldTombstone[]): Promise<ToldTombstone[]> {
  const readable = told.filter(({ rider }) => UUID.test(rider));
  const rows = await transaction.execute<{ place: number }>(sql`
    select t.place::int as place from jsonb_to_recordset(${JSON.stringify(readable.map((one, place) => ({ ...one, place })))}::text::jsonb)
      as t (place int, "reportedAs" text, source text, "from" bigint, "to" bigint, rider text, erasure uuid)
    where case when t.erasure is not null then not exists (select from erasures e where e.id = t.erasure)
      else not exists (select from tombstones k where k.reported_as = t."reportedAs" and k.rider_id::text = t.rider
        and (k.source is null or k.source is not distinct from t.source)
        and (k.from_ms is null or k.from_ms <= t."from") and (k.to_ms is null or k.to_ms >= t."to")) end`);
  return rows.flatMap(({ place }) => readable[place] ?? []);
}

/** What is missing of each rider belongs to the newest erasure; of old ones nothing tells but their bikes' tombstones. */
const erasuresIn = (missing: readonly ToldTombstone[]): FoundErasure[] =>
  [...byKey(missing, ({ rider }) => rider)].flatMap(([riderId, own]) => {
    const tombstones = own.filter(({ erasure }) => erasure === undefined);
    const named = own
      .flatMap(({ erasure: id, asked: askedMs }) =>
        id !== undefined && askedMs !== undefined ? [{ id, askedMs }] : [],
      )
      .sort((a, b) => b.askedMs - a.askedMs);
    // Nothing of an erasure is of later than its asking.
    const [
      newest = { id: randomUUID(), askedMs: Math.max(...tombstones.map(({ to }) => to ?? 0)) },
      ...older
    ] = named;
    return [
      { ...newest, riderId, tombstones },
      ...older.map((erasure) => ({ ...erasure, riderId, tombstones: [] })),
    ];
  });
