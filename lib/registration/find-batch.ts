import { and, eq, ne } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { batches } from "@/lib/db/schema-registration";
import { AppError } from "@/lib/errors";

export type BatchRecord = typeof batches.$inferSelect;

/** A batch of bikes that the transaction may see; legacy files are none. @throws AppError `not-found`. */
export async function findBatch(transaction: Database, batchId: string): Promise<BatchRecord> {
  return required(await transaction.select().from(batches).where(ofRegistration(batchId)));
}

/** The same, held until the end of the transaction. @throws AppError `not-found`. */
export async function findBatchToChange(transaction: Database, batchId: string): Promise<BatchRecord> {
  return required(await transaction.select().from(batches).where(ofRegistration(batchId)).for("update"));
}

const ofRegistration = (batchId: string) => and(eq(batches.id, batchId), ne(batches.kind, "legacy"));

function required([batch]: readonly BatchRecord[]): BatchRecord {
  if (!batch) throw new AppError("not-found", "No such file, or not one of yours.");
  return batch;
}
