import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { plants } from "@/lib/db/schema-bikes";
import { AppError } from "@/lib/errors";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { ringForBatches } from "./batch-bell";
import { chosenColumns, columnsToKeep, recallColumns, rememberColumns } from "./column-memory";
import type { ColumnKey } from "./columns/column";
import { columnOf, isColumnKey } from "./columns/columns";
import { type ColumnMatch, matchColumns } from "./columns/match-columns";
import { FileBytes } from "./file-bytes";
import { findPlantNamed } from "./find-plant";
import { requireRegistrar } from "./registrar";
import { storeBatch } from "./store-batch";

const UploadFileInput = z.object({
  /** Its id, or its code within the author's own organisation. */
  plantId: z.string().min(1).max(64),
  fileName: z.string().trim().min(1).max(200),
  bytes: FileBytes,
  kind: z.enum(["dry-run", "registration"]),
  /** What each column tells, by position; without it as the plant's earlier files and the names of columns say. */
  columns: z
    .array(
      z
        .custom<ColumnKey>((key) => typeof key === "string" && isColumnKey(key), "expected a column's key")
        .nullable(),
    )
    .max(60)
    .optional(),
});
export type UploadFileInput = z.input<typeof UploadFileInput>;

const MAX_REMEMBERED = 300;

/**
 * Takes a file of bikes to be checked, or to be registered; a runner works on it. The plant remembers its columns.
 * @returns the batch's id.
 * @throws AppError `forbidden`, `not-found`, `conflict` (plant closed), `too-large`, `invalid` (no table, or one whose
 *   columns are not clear).
 */
export async function uploadFile(
  author: Author,
  input: UploadFileInput,
  stores: MasterData = masterData(),
): Promise<string> {
  requireRegistrar(author);
  const { plantId: named, fileName, bytes, kind, columns: chosen } = parseInput(UploadFileInput, input);
  const { header } = await openSheet({ name: fileName, bytes });
  const batchId = await asAuthor(
    author,
    async (transaction) => {
      const plant = await findPlantNamed(transaction, author, named);
      const { id: plantId } = plant;
      const match = chosen
        ? chosenColumns(header, chosen)
        : matchColumns(header, recallColumns(plant.columns));
      requireClear(match);
      const { oemId } = plant;
      const columns = columnsToKeep(match.columns);
      const createdBy = nameOfAuthor(author);
      const { id } = await storeBatch(
        transaction,
        { oemId, plantId, kind, fileName, columns, createdBy },
        bytes,
      );
      if (chosen)
        await transaction
          .update(plants)
          .set({ columns: remembering(rememberColumns(match.columns)) })
          .where(eq(plants.id, plantId));
      const details = { plant: plant.code, kind, fileName };
      await record(transaction, { author, verb: "upload-file", subject: `batch:${id}`, details });
      return id;
    },
    stores,
  );
  ringForBatches();
  return batchId;
}

/** Beside what the plant knows by the time that this is stored; where that were too much, instead of it. */
const remembering = (chosen: Readonly<Record<string, string>>) => {
  const all = sql`${plants.columns} || ${JSON.stringify(chosen)}::jsonb`;
  return sql`case when (select count(*) from jsonb_object_keys(${all})) > ${MAX_REMEMBERED}
    then ${JSON.stringify(chosen)}::jsonb else ${all} end`;
};

/** @throws AppError `invalid`. */
function requireClear({ missing, ambiguous }: ColumnMatch): void {
  const labels = (keys: readonly ColumnKey[]) => keys.map((key) => columnOf(key).label).join(", ");
  if (ambiguous.length > 0)
    throw new AppError(
      "invalid",
      `Expected one column each for ${labels(ambiguous.map(({ key }) => key))}, got several: say which`,
      { data: { ambiguous } },
    );
  if (missing.length > 0)
    throw new AppError("invalid", `Expected columns for ${labels(missing)}, got none: say which they are`, {
      data: { missing },
    });
}
