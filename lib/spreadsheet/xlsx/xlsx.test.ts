import { describe, expect, it } from "vitest";
import type { Cell } from "../cell";
import { readAll } from "../testing/read-all";
import { styles, workbook } from "../testing/workbook";
import { serialDate } from "./serial-date";

const HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';
const SHARED = {
  "xl/sharedStrings.xml":
    "<sst><si><t>plain</t></si><si><r><t>rich </t></r><r><rPr/><t>text</t></r><rPh><t>no</t></rPh></si></sst>",
};

async function cellsOf(cells: string, parts: Record<string, string> = {}): Promise<Cell[]> {
  const { rows } = await readAll(workbook(`${HEAD}<row r="2">${cells}</row>`, parts));
  return [...(rows[0]?.cells ?? [])];
}
const read = async (cell: string, parts: Record<string, string> = {}) => {
  const [first] = await cellsOf(cell, parts);
  return [first?.kind, first?.text];
};
const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

describe("cells of a workbook", () => {
  it.each([
    ['<c t="s"><v>0</v></c>', "text", "plain"],
    ['<c t="s"><v>1</v></c>', "text", "rich text"],
    ['<c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>', "text", "a b"],
    ['<c t="str"><v>x_x000D_&#233;&amp;<![CDATA[<]]></v></c>', "text", "x\ré&<"],
    ['<c t="str"><v>AR_x0000_26_xD83D_</v></c>', "text", "AR\ufffd26\ufffd"],
    ['<c t="inlineStr"><is><t>_x0000__xD83D__xDE00_</t></is></c>', "text", "\ufffd😀"],
    ['<c t="b"><v>1</v></c>', "boolean", "TRUE"],
    ['<c t="e"><v>#REF!</v></c>', "error", "#REF!"],
    ["<c><f>A1&amp;B1</f><v>12</v></c>", "formula", "12"],
    ['<c t="str"><f t="shared" si="0"/><v>x</v></c>', "formula", "x"],
    ["<c><f>A1</f></c>", "formula", ""],
    ['<c t="d"><v>2026-11-02T00:00:00</v></c>', "date", "2026-11-02"],
    [number("625"), "number", "625"],
    [number("0.30000000000000004"), "number", "0.3"],
    [number("356938035643809"), "number", "356938035643809"],
    [number("1E3"), "number", "1000"],
    [number("8.9490200001234571E+18"), "scientific", "8.94902E+18"],
    [number("89490200001234567890"), "scientific", "8.94902E+19"],
    [number("zwölf"), "error", "zwölf"],
  ])("reads %s", async (cell, kind, text) => {
    expect(await read(cell, SHARED)).toEqual([kind, text]);
  });

  it.each([
    [14, undefined, "46328", "date", "2026-11-02"],
    [22, undefined, "46328.5", "date", "2026-11-02T12:00:00"],
    [31, undefined, "46328", "date", "2026-11-02"],
    [20, undefined, "0.25", "date", "06:00:00"],
    [164, "yyyy\\-mm\\-dd;@", "46328", "date", "2026-11-02"],
    [164, "[$-407]d\\. mmmm yyyy", "46328", "date", "2026-11-02"],
    [164, "[h]:mm", "0.25", "date", "06:00:00"],
    [164, "0.00&quot; days&quot;", "1.5", "number", "1.5"],
    [164, "[Red]0", "15", "number", "15"],
    [164, "General", "15", "number", "15"],
    [164, "0000000", "4711", "number", "0004711"],
    [2, undefined, "46328", "number", "46328"],
  ])("reads format %s %s", async (id, code, value, kind, text) => {
    const parts = { "xl/styles.xml": styles([0, id], code === undefined ? {} : { [id]: code }) };
    expect(await read(number(value, 1), parts)).toEqual([kind, text]);
  });

  it("counts days from 1904 where the workbook says so", async () => {
    const book =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="One" r:id="r1"/></sheets></workbook>';
    const parts = { "xl/styles.xml": styles([14]), "xl/workbook.xml": book };
    expect(await read(number("44866"), parts)).toEqual(["date", "2026-11-02"]);
  });

  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [60, "1900-02-29"],
    [61, "1900-03-01"],
    [2_958_465, "9999-12-31"],
    [2_958_466, null],
    [-1, null],
  ])("knows the day of number %i", (serial, day) => expect(serialDate(serial, false)).toBe(day));

  it("stand where they say, or after the one before", async () => {
    const cells = await cellsOf(
      '<c r="C2"><v>3</v></c><c><v>4</v></c><c r="A2"><v>1</v></c><c r="XFD2" s="1"/>',
    );
    expect(cells.map(({ text }) => text)).toEqual(["1", "", "3", "4"]);
  });

  it("have rows without a number after the one before", async () => {
    const { rows } = await readAll(
      workbook(`${HEAD}<row r="7"><c><v>1</v></c></row><row><c><v>2</v></c></row>`),
    );
    expect(rows.map((row) => row.number)).toEqual([7, 8]);
  });
});

describe("sheets of a workbook", () => {
  const sheets = {
    "xl/workbook.xml":
      '<x:workbook xmlns:x="m" xmlns:r="x"><x:sheets><x:sheet name="Old" state="hidden" r:id="r1"/><x:sheet name="Bikes" r:id="r4"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Type="a/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r4" Type="a/worksheet" Target="./two/../two.xml"/></Relationships>',
    "xl/two.xml":
      "<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>",
  };

  it("are told of when only the first that is shown was read", async () => {
    const { header, warnings } = await readAll(workbook(HEAD, sheets));
    expect([header, warnings]).toEqual([["2"], ['2 sheets in the workbook: only "Bikes" was read']]);
  });

  it("are chosen by name", async () => {
    expect((await readAll(workbook(HEAD, sheets), "Old")).header).toEqual(["a"]);
    await expect(readAll(workbook(HEAD, sheets), "New")).rejects.toThrow(
      'a sheet named "New", got "Old", "Bikes"',
    );
  });
});
