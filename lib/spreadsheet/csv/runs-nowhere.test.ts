import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTexts } from "../testing/read-all";
import { csvLine } from "./csv-line";
import { writeCsv } from "./write-csv";

const SEPARATORS = [",", ";", "\t", "|"] as const;
const letter = fc.constantFrom(...'xÄ1 "=+-@;,|\t\r\n');
const text = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(""));
const written = ([first, ...others]: readonly string[]) =>
  Buffer.from(writeCsv({ header: ["a", "b"], rows: [[first ?? "", others.join("")]] })).toString();
const RUNS = /^[=+\-@]/;

/** Where quotes count for nothing, and are left out. */
const fieldsAt = (file: string, separator: string) =>
  file
    .replace("\ufeff", "")
    .split(new RegExp(`[\\r\\n${separator}]`))
    .map((field) => field.replaceAll('"', ""));

describe.each([
  ["a line", csvLine],
  ["a table", written],
])("%s of CSV", (_, write) => {
  it.each(SEPARATORS.filter((one) => one !== ","))(
    "has no field that begins with a formula where lists are parted by %j",
    (separator) => {
      fc.assert(
        fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
          expect(fieldsAt(write(cells), separator).filter((field) => RUNS.test(field))).toEqual([]);
        }),
        { numRuns: 2_000, examples: [[['x;"=1+1;"y']], [['"=1+1', "a"]], [["a", 'x\t""@b|"-2']]] },
      );
    },
  );

  it("has none as it is meant to be read, and numbers stay numbers", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
        const read: string[][] = parse(write(cells).replace("\ufeff", ""), { relax_column_count: true });
        expect(read.flat().filter((field) => RUNS.test(field.replaceAll('"', "")))).toEqual([]);
      }),
    );
    expect(csvLine([-3, "x"])).toBe("-3,x\r\n");
  });
});

it("leaves ordinary names as they are, and reads back whatever it wrote", async () => {
  expect(csvLine(["Trekker 27\" 'Plus'; rot", "'s-Heerenberg"])).toBe(
    '"Trekker 27"" \'Plus\'; rot",\'s-Heerenberg\r\n',
  );
  const cell = fc.array(fc.constantFrom(..."xÄ1\"=+-@;|,'"), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cell, async (letters) => {
      const value = letters.join("");
      const read = await readTexts(writeCsv({ header: ["a", "b"], rows: [["x", value]] }));
      expect(read[1]).toEqual(["x", value]);
    }),
  );
});
