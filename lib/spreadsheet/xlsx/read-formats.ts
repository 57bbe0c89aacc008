import { SHEET_LIMITS } from "../limits";
import { tooLarge } from "../refuse";
import type { Archive } from "./archive";
import { type NumberFormat, readNumberFormat } from "./number-format";

/** Number formats by the style that cells name. */
export async function readFormats(archive: Archive, part: string | null): Promise<NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (part === null) return formats;
  const codes = new Map<number, string>();
  let inCells = false;
  await archive.read(part, {
    open(name, attributes) {
      if (name === "cellXfs") inCells = true;
      else if (name === "numFmt")
        codes.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "");
      else if (name === "xf" && inCells) {
        const id = Number(attributes.get("numFmtId") ?? 0);
        formats.push(readNumberFormat(id, codes.get(id)));
      }
      if (formats.length > SHEET_LIMITS.formats || codes.size > SHEET_LIMITS.formats)
        throw tooLarge("formats", "more");
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}
