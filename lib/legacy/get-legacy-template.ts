import type { Author } from "@/lib/audit/author";
import { type TableFile, type TableFormat, tableFile } from "@/lib/registration/table-file";
import { FACTS } from "./fact";
import { requireSteward } from "./steward";

/**
 * An empty table with every column that old data may have; it has no row as an example, which would be taken in as if
 * it were true.
 * @throws AppError `forbidden`.
 */
export function getLegacyTemplate(author: Author, format: TableFormat): TableFile {
  requireSteward(author);
  return tableFile("old data of bikes", format, { header: FACTS.map(({ label }) => label), rows: [] });
}
