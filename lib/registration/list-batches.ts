import { and, desc, eq, lt, ne, or } from "drizzle-orm";
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
  /** The last one of the page before. */
  before: z.object({ createdAt: z.date(), id: z.uuid() }).optional(),
});

/** Files, the newest first. @throws AppError `forbidden`, `invalid`. */
export async function listBatches(
  author: Author,
  input: z.input<typeof ListBatchesInput> = {},
  stores: MasterData = masterData(),
): Promise<{ batches: BatchView[]; next: { createdAt: Date; id: string } | null }> {
  requireReader(author);
  const { oemId, plantId, kind, limit, before } = parseInput(ListBatchesInput, input);
  const asked = and(
    oemId === undefined ? undefined : eq(batches.oemId, oemId),
    plantId === undefined ? undefined : eq(batches.plantId, plantId),
    kind === undefined ? undefined : eq(batches.kind, kind),
    before &&
      or(
        lt(batches.createdAt, before.createdAt),
        and(eq(batches.createdAt, before.createdAt), lt(batches.id, before.id)),
      ),
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
  const last = page.at(-1);
  const next = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { batches: page, next };
}
