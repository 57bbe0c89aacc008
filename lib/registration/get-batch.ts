import { eq } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { batches } from "@/lib/db/schema-registration";
import { AppError } from "@/lib/errors";
import { type BatchView, selectBatches, withNames } from "./batch-view";
import { requireReader } from "./registrar";

const GetBatchInput = z.object({ batchId: z.uuid() });

/** How far a file is, and what became of it. @throws AppError `forbidden`, `invalid`, `not-found`. */
export async function getBatch(
  author: Author,
  input: z.input<typeof GetBatchInput>,
  stores: MasterData = masterData(),
): Promise<BatchView> {
  requireReader(author);
  const { batchId } = parseInput(GetBatchInput, input);
  const isIt = eq(batches.id, batchId);
  const rows = await asAuthor(author, (transaction) => selectBatches(transaction).where(isIt), stores);
  const [batch] = await withNames(rows, stores);
  if (!batch) throw new AppError("not-found", "No such file, or not one of yours.");
  return batch;
}
