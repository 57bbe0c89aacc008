import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import { batches } from "@/lib/db/schema-registration";
import { AppError } from "@/lib/errors";
import { type BatchRecord, findBatchToChange } from "./find-batch";
import { bikesNamedWith } from "./modules-named";
import { requireRegistrar } from "./registrar";
import { takeBack } from "./withdrawal";

const WithdrawBatchInput = z.object({ batchId: z.uuid(), reason: z.string().trim().min(1).max(500) });

/** Bikes in one statement. */
const CHUNK = 5_000;
const NAMED = 20;

/**
 * Takes back what a file registered, as a whole: all bikes that it brought and no later file brought again, with the
 * periods of their components and fleets. The same bikes may be registered anew. A bike that was changed since stands for
 * somebody's work: then nothing is withdrawn, and the fault names such bikes. Withdrawing twice changes nothing.
 * @returns how many bikes were withdrawn.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (no registration that is done; bikes that were changed).
 */
export async function withdrawBatch(
  author: Author,
  input: z.input<typeof WithdrawBatchInput>,
  stores: MasterData = masterData(),
): Promise<number> {
  requireRegistrar(author);
  const { batchId, reason } = parseInput(WithdrawBatchInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const batch = await findBatchToChange(transaction, batchId);
      if (batch.kind === "registration" && batch.state === "withdrawn") return 0;
      if (!hasRegistered(batch))
        throw new AppError(
          "conflict",
          `Expected a registration that is done, got a ${batch.kind} that is ${batch.state}.`,
        );
      const bikeIds = await lockBikes(transaction, batchId);
      await requireUnchanged(transaction, batchId);
      for (let at = 0; at < bikeIds.length; at += CHUNK)
        await withdraw(transaction, bikeIds.slice(at, at + CHUNK));
      await transaction
        .update(batches)
        .set({ state: "withdrawn", withdrawnAt: new Date() })
        .where(eq(batches.id, batchId));
      const details = { bikes: bikeIds.length };
      await record(transaction, {
        author,
        verb: "withdraw-batch",
        subject: `batch:${batchId}`,
        reason,
        details,
      });
      return bikeIds.length;
    },
    stores,
  );
}

/** Also one that was given up, having registered a part of its bikes. */
const hasRegistered = ({ kind, state, registered }: BatchRecord): boolean =>
  kind === "registration" && (state === "done" || (state === "refused" && registered > 0));

async function lockBikes(transaction: Database, batchId: string): Promise<string[]> {
  const rows = await transaction.execute<{ bike_id: string }>(sql`
    select bike_id from bikes where batch_id = ${batchId} and withdrawn_at is null order by bike_id for update`);
  return rows.map(({ bike_id }) => bike_id);
}

/** What a batch enters has the moment of its transaction; what has another was entered by somebody else. */
async function requireUnchanged(transaction: Database, batchId: string): Promise<void> {
  const changed = await transaction.execute<{ bike_id: string }>(sql`
    select b.bike_id from bikes b
    where b.batch_id = ${batchId} and b.withdrawn_at is null and (
      b.merged_into is not null
      or exists (select from component_periods p where p.bike_id = b.bike_id and p.voided_at is null
        and (p.entered_at <> b.registered_at or p.valid_to is not null))
      or exists (select from ownership_periods o where o.bike_id = b.bike_id and o.voided_at is null)
      or exists (select from corrections c where c.bike_id = b.bike_id and c.state = 'approved'
        and c.decided_at > b.registered_at))
    order by b.bike_id limit ${NAMED + 1}`);
  if (changed.length === 0) return;
  const ids = changed.map(({ bike_id }) => bike_id);
  const named = ids.slice(0, NAMED).join(", ");
  const more = ids.length > NAMED ? " and more" : "";
  throw new AppError(
    "conflict",
    `Expected bikes that nobody changed since, got ${named}${more}: decide on them first`,
    {
      data: { bike_ids: ids.slice(0, NAMED) },
    },
  );
}

async function withdraw(transaction: Database, bikeIds: readonly string[]): Promise<void> {
  const named = (await bikesNamedWith(transaction, bikeIds)).toSorted();
  const beside = sql`${sql.param(named)}::text[]`;
  await transaction.execute(
    sql`select from bikes where bike_id = any(${beside}) order by bike_id for update`,
  );
  await takeBack(transaction, bikeIds);
  await transaction.execute(sql`update bikes set version = version + 1 where bike_id = any(${beside})`);
  await transaction.execute(sql`select write_entities(${beside})`);
}
