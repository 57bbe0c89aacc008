import { describe, expect, it } from "vitest";
import { textCell } from "@/lib/spreadsheet/cell";
import { rowReader } from "./read-row";
import { refusedCells } from "./refused-cells";

const read = rowReader(new Map(), { oemId: "oem", source: "old list", trust: "list" });
const rowOf = (number: number, imei: string, surplus = 0) =>
  read({ number, surplus, values: { frame_number: textCell("AR26-104"), imei: textCell(imei) } });

describe("cells that are no facts", () => {
  it("are named by row and column, with what was expected and what came", () => {
    const rows = [rowOf(2, "356938035643809"), rowOf(3, "12"), rowOf(5, "", 2)];
    expect(refusedCells(rows)).toEqual([
      { row: 3, column: "IMEI", expected: "15 digits", got: "2 digits: 12" },
      { row: 5, column: null, expected: "as many cells as the header has", got: "2 more" },
    ]);
  });

  it("say so of models and days, too", () => {
    const values = { model: textCell("T-1"), produced_on: textCell("02/03/2019") };
    expect(refusedCells([read({ number: 2, values })])).toEqual([
      { row: 2, column: "Model", expected: "the code of a known model", got: "T-1" },
      { row: 2, column: "Produced", expected: "a day such as 2026-11-02", got: "02/03/2019" },
    ]);
  });

  it("are the first thousand, each cut to what can be read", () => {
    const rows = Array.from({ length: 1_100 }, (_, at) => rowOf(at + 2, "1".repeat(500)));
    const cells = refusedCells(rows);
    expect(cells).toHaveLength(1_000);
    expect(cells.at(-1)?.row).toBe(1_001);
    expect(cells[0]?.got).toHaveLength(121);
  });
});
