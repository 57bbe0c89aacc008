import { invalidFile } from "../refuse";
import type { SheetRow } from "../sheet";
import { Archive } from "./archive";
import { GUIDE_SHEET } from "./guide-sheet";
import { readFormats } from "./read-formats";
import { readRows } from "./read-rows";
import { readSharedStrings } from "./read-shared-strings";
import { readWorkbook, type Workbook } from "./read-workbook";

/** @param sheetName of several, which; else the first that is not hidden and no guide of ours. */
export async function openXlsx(
  bytes: Buffer,
  sheetName: string | undefined,
): Promise<{ rows: AsyncGenerator<SheetRow>; warnings: string[] }> {
  const archive = new Archive(bytes);
  const workbook = await readWorkbook(archive);
  if (archive.names().some((name) => name.startsWith("xl/externallinks/")))
    throw invalidFile("a workbook that stands alone", "one with links to other files");
  const sheet = chooseSheet(workbook, sheetName);
  const formats = await readFormats(archive, workbook.stylesPart);
  const strings = await readSharedStrings(archive, workbook.sharedStringsPart);
  const rows = readRows(archive, sheet.part, { formats, strings, from1904: workbook.from1904 });
  const count = withoutGuide(workbook).length;
  const isChosen = sheetName !== undefined || count <= 1;
  const warning = `${count} sheets in the workbook: only "${sheet.name}" was read`;
  return { rows, warnings: isChosen ? [] : [warning] };
}

const withoutGuide = ({ sheets }: Workbook): Workbook["sheets"] =>
  sheets.filter(({ name }) => name !== GUIDE_SHEET);

function chooseSheet(workbook: Workbook, name: string | undefined): Workbook["sheets"][number] {
  const { sheets } = workbook;
  const tables = withoutGuide(workbook);
  const found =
    name === undefined
      ? (tables.find(({ hidden }) => !hidden) ?? tables[0])
      : sheets.find((each) => each.name === name);
  if (found) return found;
  const expected = name === undefined ? "a workbook with a sheet" : `a sheet named "${name}"`;
  throw invalidFile(
    expected,
    sheets.length === 0 ? "none" : sheets.map((each) => `"${each.name}"`).join(", "),
  );
}
