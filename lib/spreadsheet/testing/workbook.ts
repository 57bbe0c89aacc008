import { writeZip } from "../zip/write-zip";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const PARTS = {
  "_rels/.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml":
    '<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>`,
};

/** A workbook by hand: rows as they stand in the sheet's XML, and parts beside or instead of the usual ones. */
export function workbook(rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const all = { ...PARTS, "xl/worksheets/sheet1.xml": sheet, ...parts };
  return writeZip(Object.entries(all).map(([name, text]) => ({ name, text })));
}

/** Styles whose cell formats are the given ids, beside own codes. */
export const styles = (ids: readonly number[], codes: Readonly<Record<number, string>> = {}): string =>
  `<styleSheet><numFmts>${Object.entries(codes)
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
    .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${ids
    .map((id) => `<xf numFmtId="${id}"/>`)
    .join("")}</cellXfs></styleSheet>`;
