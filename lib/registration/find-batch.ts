import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { batches, batchFiles } from "@/lib/db/schema-registration";
import { AppError } from "@/lib/errors";

export type BatchRecord = typeof batches.$inferSelect;

/** A batch of bikes that the transaction may see. @throws AppError `not-found`. */
export async function findBatch(transaction: Database, batchId: string): Promise<BatchRecord> {
  return required(await transaction.select().from(batches).where(eq(batches.id, batchId)));
}

/** The same, held until the end of the transaction. @throws AppError `not-found`. */
export async function findBatchToChange(transaction: Database, batchId: string): Promise<BatchRecord> {
  return required(await transaction.select().from(batches).where(eq(batches.id, batchId)).for("update"));
}

/** The bytes of a batch's file, which is stored with it. */
export async function findBytes(transaction: Database, batchId: string): Promise<Buffer> {
  const [file] = await transaction.select().from(batchFiles).where(eq(batchFiles.batchId, batchId));
  if (!file) throw new Error(`batch ${batchId} has no file`);
  return file.content;
}

function required([batch]: readonly BatchRecord[]): BatchRecord {
  if (!batch) throw new AppError("not-found", "No such file, or not one of yours.");
  return batch;
}
