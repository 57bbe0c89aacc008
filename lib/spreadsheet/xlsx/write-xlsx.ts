import { columnName } from "../check-row";
import type { Table } from "../sheet";
import { writeZip } from "../zip/write-zip";
import { escapedText } from "./escaped-text";
import { GUIDE_SHEET } from "./guide-sheet";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Styles of the header and of all other cells: format 49 is text, so that what is typed stays what it is. */
const STYLES = `<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const HEADER_STYLE = 1;
const TEXT_STYLE = 2;

/**
 * A workbook whose cells are text, so that identifiers keep their zeros and digits.
 * @param guide for people, on a second sheet that is not read back.
 */
export function writeXlsx(table: Table, guide?: Table): Uint8Array {
  const sheets = [
    { name: "Bikes", table },
    ...(guide === undefined ? [] : [{ name: GUIDE_SHEET, table: guide }]),
  ].map((each, at) => ({ ...each, number: at + 1, part: `worksheets/sheet${at + 1}.xml` }));
  const listed = sheets.map(
    ({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  const parts: readonly (readonly [string, string])[] = [
    ["[Content_Types].xml", contentTypes(sheets.map(({ part }) => part))],
    ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
    [
      "xl/workbook.xml",
      `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      relationships([
        ...sheets.map(({ part }) => ["worksheet", part] as const),
        ["styles", "styles.xml"] as const,
      ]),
    ],
    ["xl/styles.xml", STYLES],
    ...sheets.map((each) => [`xl/${each.part}`, sheet(each.table)] as const),
  ];
  return writeZip(parts.map(([part, xml]) => ({ name: part, text: DECLARATION + xml })));
}

function contentTypes(sheets: readonly string[]): string {
  const overrides = [
    ["/xl/workbook.xml", "sheet.main"],
    ...sheets.map((part) => [`/xl/${part}`, "worksheet"]),
    ["/xl/styles.xml", "styles"],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`);
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function sheet({ header, rows }: Table): string {
  const view = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const columns = `<cols><col min="1" max="${Math.max(1, header.length)}" width="20" style="${TEXT_STYLE}" customWidth="1"/></cols>`;
  const lines = [header, ...rows].map((row, index) =>
    rowOf(row, index + 1, index === 0 ? HEADER_STYLE : TEXT_STYLE),
  );
  return `<worksheet ${MAIN}>${view}${columns}<sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function rowOf(row: readonly string[], number: number, style: number): string {
  const cells = row.map((text, index) =>
    text === ""
      ? ""
      : `<c r="${columnName(index)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapedText(text)}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join("")}</row>`;
}
