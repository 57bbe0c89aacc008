import { describe, expect, it } from "vitest";
import { definitionOf } from "@/lib/analytics/definitions";
import { tellReport } from "@/lib/analytics/report/tell-report";
import { madeBlock, ZONE } from "@/lib/analytics/testing/figure-blocks";
import { mintQuestion } from "@/lib/reports/mint-question";
import { reportFile } from "./report-file";

const range = { from: "2026-10-12", to: "2026-10-13" };
const asked = mintQuestion({
  ...{
    definition: "energy-and-range",
    purpose: "range-model",
    ...range,
    groupings: ["model"],
    compares: false,
  },
  ...{ use: "file", task: '=HYPERLINK("x")', signedUntilMs: 0 },
});
const report = tellReport({
  definition: definitionOf("energy-and-range") ?? expect.fail(),
  ...{ range, compares: false, by: ["model", "temperature"], plot: "wh_per_km", names: new Map() },
  blocks: [
    madeBlock("energy-and-range", "day", "2026-10-12", [
      [
        ["Trekker, wide", "0..5", "low"],
        {
          ...{ energy_wh: 650_000, measured_m: 50_000_000, estimated_rides: 500, taken_shares: 520 },
          metres_by_range: [0, 0, 5_000_000, 10_000_000, 7_500_000, 2_500_000, 0, 0, 0, 25_000_000],
        },
      ],
      [["=City", "5..10", "low"], { energy_wh: 450, measured_m: 50_000 }],
    ]),
  ],
  clock: { zone: ZONE, today: "2026-11-28" },
});

describe("the file of a report", () => {
  const lines = reportFile({ asked, report, restatements: [] }, ZONE).split("\r\n");

  it("says what it is and what it stands for, and runs nothing", () => {
    expect(lines).toContain("First and last day,2026-10-12,2026-10-13,Europe/Berlin");
    expect(lines).toContain("Definition,energy-and-range,formula 3");
    expect(lines).toContain('"Share counted, %",62');
    expect(lines.find((line) => line.startsWith("Looked at for"))).toBe(`Looked at for,"'=HYPERLINK(""x"")"`);
    expect(lines).toContain("Days of which nothing is published,1");
  });

  it("has the rows that are shown, numbers as numbers and what is masked as such", () => {
    const table = lines.slice(lines.indexOf("") + 1);
    expect(table.slice(0, 6)).toEqual([
      'Model,Outside temperature,"Range of a full charge, median, km","Energy per distance, Wh/km","Energy taken of the estimate, %","Range of a full charge, 10 % are below, km","Range of a full charge, 90 % are below, km","Distance with measured energy, km","Energy, kWh"',
      '"Trekker, wide",0–5 °C,47.5,13,104,35,60,50000,650',
      '"Trekker, wide",5–10 °C,< 10,< 10,< 10,< 10,< 10,< 10,< 10',
      "'=City,0–5 °C,< 10,< 10,< 10,< 10,< 10,< 10,< 10",
      "'=City,5–10 °C,–,9,–,–,–,50,0",
      "Whole range,,47.5,13,104,35,60,50050,650",
    ]);
  });
});
