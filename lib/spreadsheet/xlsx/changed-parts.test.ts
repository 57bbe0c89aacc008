import fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { readAll } from "../testing/read-all";
import { styles, workbook } from "../testing/workbook";

const ROWS =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2" s="1"><v>46328</v></c><c r="B2" t="str"><f>A1</f><v>x</v></c></row>';
const PARTS = {
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${ROWS}</sheetData></worksheet>`,
  "xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>",
  "xl/styles.xml": styles([0, 164], { 164: "yyyy-mm-dd" }),
  "xl/workbook.xml":
    '<workbook xmlns:r="x"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
  "_rels/.rels": '<R><Relationship Id="r1" Type="a/officeDocument" Target="xl/workbook.xml"/></R>',
};

it("gives a table or an AppError for any change in the parts of a workbook", async () => {
  const piece = fc.constantFrom(
    ...'<>/"=&;0919AZ- rstv',
    "</row>",
    "<c>",
    '<c r="A9">',
    "<v>1e999</v>",
    "<row>",
    "&#9;",
    "../",
  );
  const edit = fc.record({
    part: fc.constantFrom(...Object.keys(PARTS)),
    at: fc.nat(400),
    drop: fc.constantFrom(0, 0, 1, 6),
    piece,
  });
  const seen = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
      const parts = new Map(Object.entries(PARTS));
      for (const { part, at, drop, piece } of edits) {
        const text = parts.get(part) ?? "";
        const start = at % (text.length + 1);
        parts.set(part, text.slice(0, start) + piece + text.slice(start + drop));
      }
      const outcome = await readAll(workbook("", Object.fromEntries(parts))).catch((fault: unknown) => fault);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError);
      seen[outcome instanceof Error ? "refused" : "read"] += 1;
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(0);
});
