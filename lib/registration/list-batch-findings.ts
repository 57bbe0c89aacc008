import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { batchRows } from "@/lib/db/schema-registration";
import { keptPositions } from "./column-memory";
import { findBatch } from "./find-batch";
import { readFindings, type ShownFinding } from "./kept-finding";
import { requireReader } from "./registrar";

const ListBatchFindingsInput = z.object({
  batchId: z.uuid(),
  /** From 1. */
  page: z.number().int().min(1).max(100_000).default(1),
  outcome: z.enum(["failed", "warned"]).default("failed"),
  /** Rows with a finding of this reason only. */
  reason: z.string().max(40).optional(),
});

export interface BatchFindings {
  readonly rows: readonly {
    readonly rowNumber: number;
    readonly frameNumber: string | null;
    readonly bikeId: string | null;
    /** Whether a later file has registered the bike. */
    readonly isFixed: boolean;
    readonly findings: readonly ShownFinding[];
  }[];
  readonly total: number;
  readonly pageSize: number;
  /** How many rows have a finding of each reason, the most frequent first, whatever `reason` was asked. */
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
}

const PAGE_SIZE = 100;

/** What was found in the rows of a file, in their order. @throws AppError `forbidden`, `invalid`, `not-found`. */
export async function listBatchFindings(
  author: Author,
  input: z.input<typeof ListBatchFindingsInput>,
  stores: MasterData = masterData(),
): Promise<BatchFindings> {
  requireReader(author);
  const { batchId, page, outcome, reason } = parseInput(ListBatchFindingsInput, input);
  const ofOutcome = and(eq(batchRows.batchId, batchId), eq(batchRows.outcome, outcome));
  const asked = and(
    ofOutcome,
    reason === undefined ? undefined : sql`${batchRows.findings} @> ${JSON.stringify([{ reason }])}::jsonb`,
  );
  return asAuthor(
    author,
    async (transaction) => {
      const positions = keptPositions((await findBatch(transaction, batchId)).columns);
      const rows = await transaction
        .select({
          rowNumber: batchRows.rowNumber,
          cells: batchRows.cells,
          findings: batchRows.findings,
          isFixed: isNotNull(batchRows.fixedAt).mapWith(Boolean),
        })
        .from(batchRows)
        .where(asked)
        .orderBy(asc(batchRows.rowNumber))
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE);
      const [count] = await transaction
        .select({ total: sql<number>`count(*)::integer` })
        .from(batchRows)
        .where(asked);
      const reasons = await transaction.execute<{ reason: string; rows: number }>(sql`
        select f ->> 'reason' as reason, count(distinct row_number)::integer as rows
        from batch_rows, jsonb_array_elements(findings) f
        where ${ofOutcome} group by 1 order by 2 desc, 1`);
      const cellOf = (cells: readonly string[], key: "frame_number" | "bike_id") =>
        cells[positions.get(key) ?? -1] || null;
      return {
        rows: rows.map(({ cells, findings, ...row }) => ({
          ...row,
          frameNumber: cellOf(cells, "frame_number"),
          bikeId: cellOf(cells, "bike_id"),
          findings: readFindings(findings),
        })),
        total: count?.total ?? 0,
        pageSize: PAGE_SIZE,
        reasons: [...reasons],
      };
    },
    stores,
  );
}
