import { describe, expect, it } from "vitest";
import { rowOf } from "../testing/check-file";
import { emptyWorld } from "../testing/empty-world";
import { findingsOf, one, RIGHT } from "../testing/findings-of";
import { rightRow } from "../testing/right-row";
import { checkRows } from "./check-rows";
import { componentKey } from "./values/normal-value";

describe("components", () => {
  const motor = componentKey("motor", RIGHT.motor_serial);
  const kinds = new Set(["motor"] as const);

  it("in another bike are found, and that bike is named only to its OEM", () => {
    const holder = { bikeId: "LI-9911", sameOem: true, since: "2025-11-03" };
    const inBike = (changes: object) =>
      one({}, { componentsInBikes: new Map([[motor, { ...holder, ...changes }]]) });
    expect(inBike({}).slice(1, 4)).toEqual([
      "in-another-bike",
      "M7-1000482 is in LI-9911 since 3 Nov 2025",
      "Swapped? Move the motor, or correct the row",
    ]);
    expect(inBike({ since: null })).toContain("M7-1000482 is in LI-9911");
    expect(JSON.stringify(inBike({ sameOem: false }))).not.toContain("9911");
    expect(inBike({ sameOem: false })).toContain("in-use");
  });

  it("that were never made are found, and what was probably meant", () => {
    const produced = new Map([[componentKey("motor", "M7-1000842"), { partNumber: null, modelCodes: [] }]]);
    expect(one({}, { produced, producedKinds: kinds })).toContain("Probably M7-1000842");
    expect(one({}, { producedKinds: kinds })).toContain("never-produced");
  });

  it("of another model or part number are found", () => {
    const made = (production: object) =>
      one(
        {},
        {
          produced: new Map([[motor, { partNumber: null, modelCodes: [], ...production }]]),
          producedKinds: kinds,
        },
      );
    expect(made({ modelCodes: ["CARGO-500", "CARGO-750"] }).slice(0, 3)).toEqual([
      "motor_serial",
      "other-model",
      "M7-1000482 was made for CARGO-500, CARGO-750",
    ]);
    const several = { partNumber: null, modelCodes: ["CARGO-500", RIGHT.model] };
    expect(findingsOf({}, { produced: new Map([[motor, several]]), producedKinds: kinds })).toEqual([]);
    expect(findingsOf({}, { producedKinds: new Set() })).toEqual([]);
    expect(made({ partNumber: "M7-300" })).toEqual([
      "motor_part",
      "other-part",
      "M7-250-65",
      "M7-1000482 is a M7-300",
      "M7-300",
    ]);
  });

  it("that are named twice in a row are found", () => {
    expect(one({ display_serial: RIGHT.module_serial }).slice(0, 3)).toEqual([
      "module_serial",
      "twice-in-row",
      "IM-000482, also the display serial",
    ]);
    expect(one({ battery_2_serial: RIGHT.battery_serial })).toContain("twice-in-row");
  });
});

describe("rows with one number written in two ways", () => {
  const models = new Map(
    [...emptyWorld().models].map(([code, model]) => [
      code,
      { ...model, framePattern: null, serialPatterns: {} },
    ]),
  );
  const other = { ...rightRow(700, () => 0.4), produced_on: "2026-11-02" };
  it.each([
    ["frame_number", "AR26-1", "AR261"],
    ["frame_number", "ar 26/1", "AR26.1"],
    ["motor_serial", "M7-1", "m71"],
    ["module_serial", "IM_1", "IM 1"],
  ] as const)("are found by %s: %s and %s", (column, first, second) => {
    const rows = [rowOf(2, { ...RIGHT, [column]: first }), rowOf(3, { ...other, [column]: second })];
    const outcomes = checkRows(rows, emptyWorld({ models }));
    expect(outcomes[0]).toMatchObject({ kind: "ready" });
    expect(outcomes[1]).toMatchObject({
      kind: "failed",
      findings: [{ column, reason: "also-in-row", got: "also in row 2" }],
    });
  });
});

describe("rows", () => {
  it("with more cells than the header say so once", () => {
    const [outcome] = checkRows([{ ...rowOf(2, { ...RIGHT, model: "" }), surplus: 2 }], emptyWorld());
    expect(outcome).toMatchObject({
      kind: "failed",
      findings: [{ column: null, reason: "shifted", got: "2 more" }],
    });
  });

  it("with a value under its neighbour's name say where it belongs", () => {
    expect(one({ iccid: RIGHT.imei, imei: "" }).slice(0, 4)).toEqual([
      ...[
        "iccid",
        "shifted",
        `an IMEI: ${RIGHT.imei}`,
        "Belongs under IMEI: compare the row with the header",
      ],
    ]);
  });

  it("for a plant of somebody else are refused", () => {
    expect(one({}, { plantBelongs: false }).slice(0, 2)).toEqual([null, "plant-not-yours"]);
  });

  it("of a bike that the key is not bound to are refused, whatever else is wrong with them", () => {
    const boundTo = { bikeIds: ["DCU-1", "DCU-2"], bikePrefixes: ["AL-", "LX-"] };
    const found = findingsOf({ motor_serial: "", imei: "1" }, { boundTo });
    expect(found).toMatchObject([
      {
        column: "bike_id",
        reason: "not-allowed",
        expected: "one of DCU-1, DCU-2, AL-* and 1 more",
        got: RIGHT.bike_id,
      },
    ]);
    const bikePrefixes = [RIGHT.bike_id.slice(0, 3)];
    expect(findingsOf({}, { boundTo: { ...boundTo, bikePrefixes } })).toEqual([]);
  });

  it("whose id has no form are told that, not that it is none of the key's", () => {
    const boundTo = { bikeIds: [], bikePrefixes: ["AL-"] };
    expect(one({ bike_id: "li 1" }, { boundTo }).slice(0, 2)).toEqual(["bike_id", "format"]);
  });
});
