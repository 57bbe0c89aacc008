import { sql } from "drizzle-orm";
import { asTenant } from "@/lib/db/as-tenant";
import type { Database } from "@/lib/db/client";
import { audit } from "@/lib/db/schema";
import { type ClaimedBatch, holdBatch } from "./claimed-batch";
import { ownReasons } from "./item-keys";
import { type ListedRow, listRows, type TriedItem, tryItems } from "./store-outcomes";
import { countResults, type RowResult, type Work } from "./work";

/** What else a file leaves behind. */
interface Outcome {
  readonly listed: readonly ListedRow[];
  /** Bikes that nothing is wrong with, beside those that were registered just now. */
  readonly passed: readonly TriedItem[];
  readonly results: readonly RowResult[];
}

/** Rows in one statement. */
const CHUNK = 5_000;

/** Ends a batch: what was found is listed at once and whole, or not at all. @throws ClaimLost. */
export async function finishBatch(
  { batch, tenants }: Work,
  { listed, passed, results }: Outcome,
): Promise<void> {
  const counts = countResults(results);
  await asTenant(
    batch.oemId,
    async (transaction) => {
      await holdBatch(transaction, batch, { ...counts, state: "done", finishedAt: sql`now()` });
      const failed = listed.filter(({ outcome }) => outcome === "failed");
      const items = [...failed.map(itemOf), ...passed];
      for (let at = 0; at < items.length; at += CHUNK)
        await tryItems(transaction, batch, items.slice(at, at + CHUNK), false);
      for (let at = 0; at < listed.length; at += CHUNK)
        await listRows(transaction, batch, listed.slice(at, at + CHUNK));
      const { done: rows, ...details } = counts;
      const verb = batch.kind === "dry-run" ? "check-file" : "register-file";
      await recordStep(transaction, batch, verb, { rows, ...details });
    },
    tenants,
  );
}

/** Ends a batch whose file cannot be read. @throws ClaimLost. */
export async function refuseBatch({ batch, tenants }: Work, fault: string): Promise<void> {
  await asTenant(
    batch.oemId,
    async (transaction) => {
      await holdBatch(transaction, batch, { state: "refused", fault, finishedAt: sql`now()` });
      await recordStep(transaction, batch, "refuse-file", { fault });
    },
    tenants,
  );
}

const itemOf = ({ itemKey, findings, isKnown = false }: ListedRow): TriedItem => ({
  itemKey,
  reasons: ownReasons(findings, isKnown),
  isKnown,
});

/** A runner works for whoever sent the file. */
async function recordStep(
  transaction: Database,
  { id, createdBy }: ClaimedBatch,
  verb: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await transaction.insert(audit).values({ actor: createdBy, verb, subject: `batch:${id}`, details });
}
