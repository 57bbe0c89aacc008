import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { batchRows } from "@/lib/db/schema-registration";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { findBatch, findBytes } from "./find-batch";
import { readFindings, type ShownFinding } from "./kept-finding";
import { requireReader } from "./registrar";
import { TABLE_FORMATS, type TableFile, tableFile } from "./table-file";

const GetFailedRowsFileInput = z.object({ batchId: z.uuid(), format: z.enum(TABLE_FORMATS) });

/** No name of a column, so that the file can be sent again as it is. */
const TO_DO = "What to do";
const MAX_CELL = 1_000;

/**
 * The rows of a file that could not be taken, as they were read, each with what to do: to be mended and sent again. Of a
 * file that was registered, those whose bikes were registered meanwhile are left out.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function getFailedRowsFile(
  author: Author,
  input: z.input<typeof GetFailedRowsFileInput>,
  stores: MasterData = masterData(),
): Promise<TableFile> {
  requireReader(author);
  const { batchId, format } = parseInput(GetFailedRowsFileInput, input);
  const { batch, bytes, rows } = await asAuthor(
    author,
    async (transaction) => {
      const batch = await findBatch(transaction, batchId);
      const isLeft = batch.kind === "registration" ? isNull(batchRows.fixedAt) : undefined;
      return {
        batch,
        bytes: await findBytes(transaction, batchId),
        rows: await transaction
          .select({ cells: batchRows.cells, findings: batchRows.findings })
          .from(batchRows)
          .where(and(eq(batchRows.batchId, batchId), eq(batchRows.outcome, "failed"), isLeft))
          .orderBy(asc(batchRows.rowNumber)),
      };
    },
    stores,
  );
  const { header } = await openSheet({ name: batch.fileName, bytes });
  const columns = header.filter((name) => name !== TO_DO);
  const kept = header.flatMap((name, at) => (name === TO_DO ? [] : [at]));
  const table = rows.map(({ cells, findings }) => [
    ...kept.map((at) => cells[at] ?? ""),
    readFindings(findings).map(toDo).join("; ").slice(0, MAX_CELL),
  ]);
  const name = `to fix in ${batch.fileName.replace(/\.(csv|xlsx|txt)$/i, "")}`;
  return tableFile(name, format, { header: [...columns, TO_DO], rows: table });
}

const toDo = ({ label, expected, got, hint }: ShownFinding): string =>
  `${label === null ? "" : `${label}: `}expected ${expected}, got ${got}. ${hint}`;
