import { describe, expect, it } from "vitest";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { MODELS } from "@/lib/registration/testing/empty-world";
import { textCell } from "@/lib/spreadsheet/cell";
import { rowReader } from "./read-row";

/** As they are for old data: what forms numbers have today says nothing of old ones. */
const OPEN = { framePattern: null, serialPatterns: {} };
const read = rowReader(new Map(MODELS.map((model) => [model.code, { ...model, ...OPEN }])), {
  oemId: "oem",
  source: "north",
  trust: "list",
});
const rowOf = (values: Partial<Record<ColumnKey, string>>) => {
  const cells = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, textCell(text)]));
  const { statement, refused } = read({ number: 2, values: cells });
  const facts = [...(statement?.facts ?? [])].map(([key, { value, normal }]) => [key, value, normal]);
  return { facts, refused: refused.map(({ column, reason }) => [column, reason]) };
};

describe("a row of old data", () => {
  it("is read as it was written, and compared without signs", () => {
    expect(
      rowOf({ bike_id: "LI-1", frame_number: "ar26/1 04", model: "trekker-625", produced_on: "2.11.2019" })
        .facts,
    ).toEqual([
      ["bike_id", "LI-1", "LI-1"],
      ["frame_number", "ar26/1 04", "AR26104"],
      ["model", "TREKKER-625", "TREKKER-625"],
      ["produced_on", "2019-11-02", "2019-11-02"],
    ]);
  });

  it.each([
    [{ frame_number: "EN 14764" }, "safety-standard"],
    [{ frame_number: "unbekannt" }, "placeholder"],
    [{ motor_serial: "M\u00c3\u00bc-1" }, "damaged-text"],
    [{ motor_serial: "M\ufffd-1" }, "damaged-text"],
    [{ imei: "356938035643808" }, "check-digit"],
    [{ imei: "3.56938E+14" }, "scientific"],
    [{ bike_id: "li 1" }, "format"],
    [{ frame_number: `AR${"1".repeat(163)}` }, "format"],
    [{ frame_number: "A1" }, "format"],
    [{ motor_serial: "9012".repeat(17) }, "format"],
    [{ battery_2_serial: "PB<70412>" }, "format"],
    [{ model: "T-1000" }, "unknown-model"],
    [{ produced_on: "soon" }, "not-a-date"],
    [{ produced_on: "02/03/2019" }, "ambiguous-date"],
  ] as const)("of which %j is no fact, says only the rest", (wrong, reason) => {
    const { facts, refused } = rowOf({ display_serial: "DS-70412", ...wrong });
    expect(facts).toEqual([["display_serial", "DS-70412", "DS70412"]]);
    expect(refused).toEqual([[Object.keys(wrong)[0], reason]]);
  });

  it("of which nothing is left is no statement", () => {
    expect(read({ number: 2, values: { frame_number: textCell("?") } }).statement).toBeNull();
  });

  it("with more cells than the header says nothing that can be relied on", () => {
    expect(read({ number: 2, surplus: 1, values: { frame_number: textCell("F-1") } }).statement).toBeNull();
  });
});
