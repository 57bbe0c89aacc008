import { describe, expect, it } from "vitest";
import { openSheet } from "@/lib/spreadsheet/open-sheet";
import { COLUMNS } from "./columns/columns";
import { guideTo, template } from "./columns/template";
import { TABLE_FORMATS, tableFile } from "./table-file";

describe("the name of a file to be saved", () => {
  const nameOf = (name: string) => tableFile(name, "csv", { header: [], rows: [] }).fileName;

  it.each([
    ["../../etc/passwd", ".._.._etc_passwd.csv"],
    ['a"\r\nset-cookie: b', "a___set-cookie_ b.csv"],
    ["Räder für 中国", "Räder für 中国.csv"],
  ])("of %j has letters, digits and no way out of its folder", (name, expected) => {
    expect(nameOf(name)).toBe(expected);
  });

  it("can be told in a header, wherever it is cut off", () => {
    for (let length = 110; length <= 125; length++) {
      const name = nameOf("a".repeat(length) + "𝔸".repeat(20));
      expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
    }
  });
});

describe("an empty table with a guide", () => {
  const file = (format: (typeof TABLE_FORMATS)[number]) =>
    tableFile("bikes", format, template(), guideTo(COLUMNS));
  const rowsOf = async (bytes: Uint8Array, sheet?: string) => {
    const opened = await openSheet({ name: "bikes", bytes }, sheet === undefined ? {} : { sheet });
    const rows: string[][] = [];
    for await (const { cells } of opened.rows) rows.push(cells.map(({ text }) => text));
    return { header: opened.header, rows, warnings: opened.warnings };
  };

  it.each(TABLE_FORMATS)(
    "as %s is read back with every column, no row, and nothing to warn of",
    async (format) => {
      expect(await rowsOf(file(format).bytes)).toEqual({ ...template(), warnings: [] });
    },
  );

  it("tells in a workbook what belongs into each column", async () => {
    const { header, rows } = await rowsOf(file("xlsx").bytes, "How to fill in");
    expect(header).toEqual(["Column", "Needed", "Example", "What it is"]);
    expect(rows).toHaveLength(COLUMNS.length);
    expect(rows[0]).toEqual([
      "Telemetry id",
      "yes",
      "LI-000123",
      "Printed on the IoT module; the bike reports its readings under it",
    ]);
  });
});
