import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { COLUMNS } from "./columns/columns";
import { guideTo, template } from "./columns/template";
import { findPlant } from "./find-plant";
import { requireReader } from "./registrar";
import { TABLE_FORMATS, type TableFile, tableFile } from "./table-file";

const GetTemplateInput = z.object({ plantId: z.uuid(), format: z.enum(TABLE_FORMATS) });

/**
 * A table for a plant to fill in, without a row; a workbook tells on a second sheet what belongs into each column.
 * @throws AppError `forbidden`, `invalid`, `not-found`.
 */
export async function getTemplate(
  author: Author,
  input: z.input<typeof GetTemplateInput>,
  stores: MasterData = masterData(),
): Promise<TableFile> {
  requireReader(author);
  const { plantId, format } = parseInput(GetTemplateInput, input);
  const plant = await asAuthor(author, (transaction) => findPlant(transaction, plantId), stores);
  return tableFile(`bikes of ${plant.code}`, format, template(), guideTo(COLUMNS));
}
