import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import type { Sheet } from "@/lib/spreadsheet/sheet";
import { recallColumns } from "./column-memory";
import { type ColumnMatch, matchColumns } from "./columns/match-columns";
import { FileBytes } from "./file-bytes";
import { findOpenPlant } from "./find-plant";
import { requireRegistrar } from "./registrar";

const MatchFileColumnsInput = z.object({
  plantId: z.uuid(),
  fileName: z.string().min(1).max(200),
  bytes: FileBytes,
});

export interface FileColumns extends ColumnMatch {
  readonly header: readonly string[];
  /** The first rows, as texts. */
  readonly sample: readonly (readonly string[])[];
  readonly kind: Sheet["kind"];
  readonly encoding: Sheet["encoding"];
  readonly warnings: readonly string[];
}

const SAMPLE_ROWS = 3;

/**
 * Which column of a file tells what, by its header and by what the plant's earlier files were matched to. Nothing is kept.
 * @throws AppError `forbidden`, `not-found`, `conflict` (plant closed), `invalid`, `too-large` (no table).
 */
export async function matchFileColumns(
  author: Author,
  input: z.input<typeof MatchFileColumnsInput>,
  stores: MasterData = masterData(),
): Promise<FileColumns> {
  requireRegistrar(author);
  const { plantId, fileName, bytes } = parseInput(MatchFileColumnsInput, input);
  const plant = await asAuthor(author, (transaction) => findOpenPlant(transaction, plantId), stores);
  const { header, rows, kind, encoding, warnings } = await openSheet({ name: fileName, bytes });
  const sample: string[][] = [];
  for await (const { cells } of rows) {
    sample.push(cells.map(({ text }) => text));
    if (sample.length === SAMPLE_ROWS) break;
  }
  return { ...matchColumns(header, recallColumns(plant.columns)), header, sample, kind, encoding, warnings };
}
