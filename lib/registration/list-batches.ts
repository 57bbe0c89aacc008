import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { batches } from "@/lib/db/schema-registration";
import { type BatchView, selectBatches, withNames } from "./batch-view";
import { requireReader } from "./registrar";

const ListBatchesInput = z.object({
  oemId: z.uuid().optional(),
  plantId: z.uuid().optional(),
  kind: z.enum(["dry-run", "registration"]).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  /** Id of the last one of the page before; its moment has more digits than a date has here. */
  before: z.uuid().optional(),
});

/** Files, the newest first. @throws AppError `forbidden`, `invalid`. */
export async function listBatches(
  author: Author,
  input: z.input<typeof ListBatchesInput> = {},
  stores: MasterData = masterData(),
): Promise<{ batches: BatchView[]; next: string | null }> {
  requireReader(author);
  const { oemId, plantId, kind, limit, before } = parseInput(ListBatchesInput, input);
  const asked = and(
    oemId === undefined ? undefined : eq(batches.oemId, oemId),
    plantId === undefined ? undefined : eq(batches.plantId, plantId),
    kind === undefined ? undefined : eq(batches.kind, kind),
    before === undefined
      ? undefined
      : sql`(${batches.createdAt}, ${batches.id}) < (select b.created_at, b.id from batches b where b.id = ${before})`,
  );
  const rows = await asAuthor(
    author,
    (transaction) =>
      selectBatches(transaction)
        .where(asked)
        .orderBy(desc(batches.createdAt), desc(batches.id))
        .limit(limit + 1),
    stores,
  );
  const page = await withNames(rows.slice(0, limit), stores);
  return { batches: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
