import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { writeCsv } from "./csv/write-csv";
import { readAll, readTexts, withoutEnd } from "./testing/read-all";
import { writeXlsx } from "./xlsx/write-xlsx";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }).map((each) => each.replaceAll("\0", "")),
  fc.string({ unit: fc.constantFrom(..."'=+-@\t\r\n\",;|_x0041&<>é💶 "), maxLength: 10 }),
  fc.constantFrom("'", "''", "'=1", "=1+1", "@x", "_x0041_", "00012", "8.9E+18", "\ufeffx"),
);
const name = fc
  .tuple(fc.constantFrom("A", "é"), fc.stringMatching(/^[a-z;, |"'=]{0,5}$/))
  .map(([a, b]) => `${a}${b}z`);
const table = fc.record({
  header: fc.array(name, { minLength: 1, maxLength: 8 }),
  rows: fc.array(fc.array(text, { minLength: 1, maxLength: 8 }), { maxLength: 10 }),
});
const hasValues = (row: readonly string[]) => row.some((each) => each.trim() !== "");

describe.each([
  ["CSV", writeCsv],
  ["XLSX", writeXlsx],
])("a table written as %s", (_, write) => {
  it("is read as it was, to the letter", async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ header, rows }) => {
        const back = await readTexts(write({ header, rows }));
        expect(back).toEqual([header, ...rows.filter(hasValues).map(withoutEnd)]);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps the numbers of its rows where some are empty", async () => {
    const { rows } = await readAll(write({ header: ["a"], rows: [[""], ["x"], ["", ""], ["y"]] }));
    expect(rows.map((row) => row.number)).toEqual([3, 5]);
  });

  it("gives a table or an AppError wherever it is cut off or changed", async () => {
    const rows = Array.from({ length: 20 }, (_, row) => [`AR26-${row}`, "ü", "=1", "'x"]);
    const whole = write({ header: ["Frame", "b", "c", "d"], rows });
    const damage = fc.record({
      cut: fc.option(fc.nat(whole.length), { freq: 2 }),
      flips: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ cut, flips }) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, bits] of flips) bytes[at] = (bytes[at] ?? 0) ^ bits;
        const outcome = await readAll(bytes.subarray(0, cut ?? undefined)).catch((fault: unknown) => fault);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError);
      }),
      { numRuns: 400 },
    );
  });
});
