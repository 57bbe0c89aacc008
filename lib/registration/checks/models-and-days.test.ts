import { describe, expect, it } from "vitest";
import { findingsOf, one } from "../testing/findings-of";

describe("days of production", () => {
  it.each([
    ["2062-11-02", "future", "Digits of the year swapped? 2026-11-02", "2026-11-02"],
    ["2026-12-03", "future", "Day and month swapped? 2026-03-12", "2026-03-12"],
    ["2027-11-02", "future", "The year mistyped? 2026-11-02", "2026-11-02"],
    ["2026-11-30", "future", "Expected a day up to today, 2026-11-28", undefined],
    ["1999-12-30", "too-early", "Expected a day from 2010-01-01 on", undefined],
    ["2024-12-30", "before-model", "Trekker 625 is built since 2025-01-01", undefined],
    ["03/04/2026", "ambiguous-date", "2026-04-03 or 2026-03-04? Write the year first", undefined],
    ["46328", "not-a-date", "The number of a day? 2026-11-02", "2026-11-02"],
    ["31.2.2026", "not-a-date", "Write the year first, then month and day, all in digits", undefined],
    ["November", "not-a-date", "Write the year first, then month and day, all in digits", undefined],
  ])("%s: %s", (produced_on, reason, hint, suggestion) => {
    const [column, found, , hinted, suggested] = one({ produced_on });
    expect([column, found, hinted, suggested]).toEqual(["produced_on", reason, hint, suggestion]);
  });

  it.each([
    "2026-11-02",
    "02.11.2026",
    "2.11.2026",
    "11/23/2026",
    "23/11/2026",
    "2026/11/2",
    "20261102",
    "2026-11-02T08:30:00",
  ])("%s is a day", (produced_on) => expect(findingsOf({ produced_on })).toEqual([]));

  it("after the last of the model are a warning", () => {
    expect(findingsOf({}, {}, { builtTo: "2026-10-31" })).toMatchObject([
      { reason: "after-model", severity: "warning" },
    ]);
  });
});

describe("models", () => {
  it("that are retired take no more bikes", () => {
    expect(one({}, {}, { isRetired: true }).slice(0, 3)).toEqual(["model", "retired-model", "TREKKER-625"]);
  });

  it.each([
    ["TREKER-625", "Probably TREKKER-625"],
    ["ROAD", "Known are CARGO-750, TREKKER-500, TREKKER-625"],
  ])("%s is unknown: %s", (model, hint) => {
    expect(one({ model }).slice(0, 4)).toEqual(["model", "unknown-model", model, hint]);
  });

  it("are known by codes that are written otherwise; a name is a hint", () => {
    expect(findingsOf({ model: "trekker 625" })).toEqual([]);
    expect(one({ model: "Town" }, {}, { name: "Town", code: "T-1" })).toContain("Probably T-1");
  });

  it("have a capacity", () => {
    expect(one({ battery_wh: "500" }).slice(0, 4)).toEqual([
      "battery_wh",
      "other-capacity",
      "500 Wh",
      "Model Trekker 625 takes 625 Wh",
    ]);
    expect(one({ battery_wh: "big" }).slice(0, 2)).toEqual(["battery_wh", "not-a-number"]);
    expect(findingsOf({ battery_wh: "625,0 Wh" })).toEqual([]);
  });

  it("have versions of firmware; another is a warning", () => {
    expect(findingsOf({ firmware: "4.12.1" })).toMatchObject([
      { reason: "unknown-firmware", severity: "warning" },
    ]);
    expect(findingsOf({ firmware: "x" }, {}, { firmwares: null })).toEqual([]);
  });
});
