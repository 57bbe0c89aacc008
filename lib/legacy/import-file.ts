import { z } from "zod";
import { type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { AppError } from "@/lib/errors";
import { givingWay } from "@/lib/in-turns";
import { type CandidateRow, toCandidateRow } from "@/lib/registration/checks/model";
import { matchColumns } from "@/lib/registration/columns/match-columns";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { factOf } from "./fact";
import { type ImportedFacts, ImportFactsInput, importFacts } from "./import-facts";
import { requireSteward } from "./steward";

/**
 * What one request takes in within a minute (ADR 20): a file is decided on as a whole, and nobody else decides meanwhile.
 * In which files rows come does not matter, so that larger ones lose nothing by being cut.
 */
const MAX_ROWS = 20_000;

export const ImportFileInput = ImportFactsInput.extend({ bytes: z.instanceof(Uint8Array) });

export interface ImportedFile extends ImportedFacts {
  /** Names of columns that tell nothing that is known. */
  readonly unread: readonly string[];
}

/**
 * Takes in a CSV or XLSX file of old data; its columns are recognised by their names.
 * @throws AppError `forbidden`, `invalid`, `too-large`, `not-found` (OEM), `unavailable`.
 */
export async function importFile(
  author: Author,
  { bytes, ...input }: z.input<typeof ImportFileInput>,
  stores: MasterData = masterData(),
): Promise<ImportedFile> {
  requireSteward(author);
  const sheet = await openSheet({ name: input.fileName, bytes });
  const { columns } = matchColumns(sheet.header);
  const isRead = ({ key }: (typeof columns)[number]) => key !== null && factOf(key) !== undefined;
  if (!columns.some(isRead))
    throw new AppError(
      "invalid",
      `Expected columns such as Telemetry id or Frame number, got ${sheet.header.join(", ")}.`,
    );
  const rows: CandidateRow[] = [];
  for await (const row of givingWay(sheet.rows)) {
    rows.push(toCandidateRow(row, columns));
    if (rows.length > MAX_ROWS)
      throw new AppError(
        "too-large",
        `Expected at most ${MAX_ROWS} rows in a file, got more: cut it into several.`,
      );
  }
  const imported = await importFacts(author, input, rows, stores);
  return {
    ...imported,
    unread: columns.flatMap((column) => (isRead(column) || column.header === "" ? [] : [column.header])),
  };
}
