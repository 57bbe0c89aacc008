import type { Author } from "@/lib/audit/author";
import { columnOf } from "@/lib/registration/columns/columns";
import { guideTo } from "@/lib/registration/columns/template";
import { type TableFile, type TableFormat, tableFile } from "@/lib/registration/table-file";
import { FACTS } from "./fact";
import { requireSteward } from "./steward";

/**
 * An empty table with every column that old data may have; it has no row as an example, which would be taken in as if
 * it were true. A workbook tells on a second sheet what belongs into each column; none of them is needed.
 * @throws AppError `forbidden`.
 */
export function getLegacyTemplate(author: Author, format: TableFormat): TableFile {
  requireSteward(author);
  const columns = FACTS.map(({ key }) => ({ ...columnOf(key), required: false }));
  const table = { header: columns.map(({ label }) => label), rows: [] };
  return tableFile("old data of bikes", format, table, guideTo(columns));
}
