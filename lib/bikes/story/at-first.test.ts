import { describe, expect, it } from "vitest";
import type { BikeRecord, RecordCorrection } from "../record/models";
import { atFirst, type Beginning } from "./at-first";
import type { BikeChange } from "./read-changes";

const record = (corrections: readonly RecordCorrection[] = []): BikeRecord => ({
  ...{ bikeId: "AF-1", oem: "Veloform", model: { code: "M3", name: "Cargo 900", batteryWh: 500 } },
  ...{ plant: null, producedOn: null, firmware: "4.3", registeredAtMs: 0, file: null, withdrawnAtMs: null },
  ...{ mergedInto: null, identifiers: [], components: [], assignments: [], owners: [], cases: [] },
  corrections,
});
const correction = (field: string, was: string, decidedAtMs: number): RecordCorrection => ({
  ...{ id: 1, field, was, proposed: "x", evidence: "e", proposedAtMs: 0, decidedAtMs, decisionReason: null },
  state: "approved",
});
const change = (field: string, key: string, name: string, atMs: number): BikeChange => ({
  ...{ field, was: { key, name }, isNow: null, atMs, toldAtMs: atMs },
});
const whole: Beginning = { isWhole: true, said: null, models: new Map() };
const said = (...values: readonly (readonly [code: string, isRegistered: boolean])[]): Beginning => ({
  isWhole: false,
  said: values.map(([key, isRegistered]) => ({
    field: "model",
    value: { key, name: `Model ${key}` },
    isRegistered,
  })),
  models: new Map([["M1", "Trekker 625"]]),
});

describe("what a bike was at first", () => {
  it("is what it is where nothing changed", () => {
    expect(atFirst(record(), [], whole)).toEqual({ model: "Cargo 900", oem: "Veloform", firmware: "4.3" });
  });

  it("is what was before the first of its changes, which are given the newest first", () => {
    const changes = [
      change("model", "M2", "City 500", 9),
      change("oem", "o1", "Kargon", 8),
      change("model", "M1", "Trekker 625", 8),
    ];
    expect(atFirst(record(), changes, whole)).toMatchObject({ model: "Trekker 625", oem: "Kargon" });
  });

  it("is what was before a correction that came first", () => {
    const made = record([correction("firmware", "4.1", 5), correction("firmware", "4.0", 3)]);
    expect(atFirst(made, [change("firmware", "4.2", "4.2", 7)], whole).firmware).toBe("4.0");
  });

  it.each([
    ["what registering said", said(["M2", true], ["M3", false]), [], "Model M2"],
    ["nothing where registering said two things", said(["M2", true], ["M1", true]), [], null],
    ["what nothing speaks against", said(["M3", false]), [], "Cargo 900"],
    ["nothing where something does", said(["M2", false], ["M3", false]), [], null],
    ["what a correction replaced, by its name", said(), [correction("model", "M1", 3)], "Trekker 625"],
    ["nothing where the reader may not know", { ...whole, isWhole: false }, [], null],
  ] as const)("of changes that were not kept is %s", (_what, beginning, corrections, model) => {
    expect(atFirst(record(corrections), [], beginning).model).toBe(model);
  });
});
