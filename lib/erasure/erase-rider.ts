import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { STAFF_CHANNELS } from "@/lib/domain/consent";
import { isSignedKey, SIGNED_KEYS } from "@/lib/domain/tombstone";
import { AppError } from "@/lib/errors";
import { APART_MS } from "@/lib/rides/movement";
import type { RidesOf } from "./known-bikes";
import { withPlanForRider } from "./plan-for-rider";
import type { PlannedTombstone } from "./plan-tombstones";
import { requireEraser } from "./who";
import { withdrawAll } from "./withdraw-all";

const told = z
  .string()
  .trim()
  .min(5, "expected at least 5 characters")
  .max(500, "expected at most 500 characters");

export const EraseRiderInput = z.strictObject({
  /** Made by who asks; the same again is answered as it was. */
  id: z.uuid(),
  riderId: z.uuid(),
  reason: told,
  /** What was gone by: a letter and where it is kept, a call and how the rider was told apart from others. */
  evidence: told,
  channel: z.enum(STAFF_CHANNELS),
});

export interface AskedErasure {
  /** False for an id that was sent before. */
  readonly isNew: boolean;
  readonly id: string;
  /** Bikes that the rider had. */
  readonly bikes: number;
  /** Of the ledger: the withdrawals that were appended. */
  readonly withdrawals: readonly number[];
}

/**
 * Has everything removed that is a rider's until now: the time that the rider owned bikes but for the rides of others, the
 * rides that the rider signed for, and whatever else the rider signed. What stands of the rider's consent is withdrawn at
 * once; from the moment of this on, tombstones say what must not be there, and a worker brings all stores to it.
 * @param ridesOf what moves less than 5 min before or after a ride is one of it, also if it is told later.
 * @throws AppError `forbidden`, `invalid`, `not-found` (rider), `conflict` (the id is of another rider), `unavailable`.
 */
export async function eraseRider(
  author: Author,
  input: z.input<typeof EraseRiderInput>,
  ridesOf: RidesOf,
  stores?: MasterData,
): Promise<AskedErasure> {
  requireEraser(author);
  const asked = parseInput(EraseRiderInput, input);
  const { id, riderId, reason, evidence } = asked;
  return withPlanForRider(
    author,
    riderId,
    { ridesOf, marginMs: APART_MS },
    async (transaction, { untilMs, stones }) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`erasure ${id}`}, 0))`);
      const before = await askedBefore(transaction, id, riderId);
      if (before) return before;
      const withdrawals = await withdrawAll(transaction, author, asked);
      await transaction.execute(sql`
        insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
        values (${id}::uuid, ${riderId}::uuid, ${reason}, ${evidence}, ${nameOfAuthor(author)},
          to_timestamp(${untilMs}::float8 / 1000), ${sql.param(withdrawals)}::bigint[])`);
      await insert(transaction, id, riderId, stones);
      const bikes = new Set(stones.map(({ bikeId }) => bikeId).filter((key) => !isSignedKey(key))).size;
      await record(transaction, {
        ...{ author, verb: "erase-rider", subject: `rider:${riderId}`, reason },
        details: { erasure: id, evidence, bikes, tombstones: stones.length, withdrawals },
      });
      return { isNew: true, id, bikes, withdrawals };
    },
    stores,
  );
}

const Before = z.object({
  riderId: z.string(),
  bikes: z.coerce.number(),
  withdrawals: z.array(z.coerce.number()),
});

async function askedBefore(transaction: Database, id: string, riderId: string): Promise<AskedErasure | null> {
  const [row] = await transaction.execute(sql`
    select rider_id as "riderId", withdrawals,
      (select count(distinct bike_id) from tombstones t where t.erasure_id = e.id and not starts_with(bike_id, ${SIGNED_KEYS})) as bikes
    from erasures e where id = ${id}::uuid`);
  if (!row) return null;
  const before = Before.parse(row);
  if (before.riderId !== riderId)
    throw new AppError("conflict", "An erasure with this id was asked for another rider.");
  return { isNew: false, id, bikes: before.bikes, withdrawals: before.withdrawals };
}

async function insert(
  transaction: Database,
  erasureId: string,
  riderId: string,
  planned: readonly PlannedTombstone[],
): Promise<void> {
  const rows = planned.map(({ bikeId, reportedAs, source, fromMs, toMs, spared }) => ({
    ...{ bike_id: bikeId, reported_as: reportedAs, source, from_ms: fromMs, to_ms: toMs, spared },
  }));
  await transaction.execute(sql`
    insert into tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms, spared)
    select ${erasureId}::uuid, ${riderId}::uuid, t.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as t (bike_id text, reported_as text, source text, from_ms bigint, to_ms bigint, spared jsonb)
    on conflict do nothing`);
}
