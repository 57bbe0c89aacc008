import { SHEET_LIMITS } from "../limits";
import { damagedFile, invalidFile, tooLarge } from "../refuse";
import type { Archive } from "./archive";
import { type Relationship, readRelationships } from "./relationships";

interface SheetEntry {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  /** Days are counted from 1904 instead of 1900. */
  readonly from1904: boolean;
  readonly sharedStringsPart: string | null;
  readonly stylesPart: string | null;
}

/** The workbook's list of contents. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = (await readRelationships(archive, "")).find(({ type }) => type === "officeDocument");
  if (root === undefined || !root.target.toLowerCase().endsWith(".xml")) throw notWorkbook(archive);
  const parts = await readRelationships(archive, root.target);
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await archive.read(root.target, {
    open(name, attributes) {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes.get("date1904") ?? "");
      if (name !== "sheet") return;
      if (listed.length >= SHEET_LIMITS.sheets) throw tooLarge("sheets", "more");
      const id = [...attributes].find(([attribute]) => attribute.endsWith(":id"))?.[1] ?? "";
      listed.push({
        name: attributes.get("name") ?? "",
        id,
        hidden: (attributes.get("state") ?? "visible") !== "visible",
      });
    },
  });
  const sheets = listed.flatMap(({ id, name, hidden }) => {
    const part = parts.find((each) => each.id === id);
    if (part === undefined) throw damagedFile(`a missing sheet (${name.slice(0, 31)})`);
    return part.type === "worksheet" ? [{ name, hidden, part: part.target }] : [];
  });
  const partOf = (type: string) => existing(archive, parts, type);
  return { sheets, from1904, sharedStringsPart: partOf("sharedStrings"), stylesPart: partOf("styles") };
}

const existing = (archive: Archive, parts: readonly Relationship[], type: string): string | null => {
  const part = parts.find((each) => each.type === type);
  return part !== undefined && archive.has(part.target) ? part.target : null;
};

function notWorkbook(archive: Archive) {
  if (archive.has("xl/workbook.bin"))
    return invalidFile("an .xlsx workbook", "an .xlsb one; save it as .xlsx");
  if (archive.has("content.xml"))
    return invalidFile("an .xlsx workbook", "an OpenDocument file; save it as .xlsx");
  return invalidFile("a CSV file or an .xlsx workbook", "a zip archive of something else");
}
