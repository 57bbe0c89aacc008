import { describe, expect, it } from "vitest";
import { bikeAddress } from "./address";
import { rangeOf, shiftRange, stretchesOf, unitOf } from "./range";

const VIENNA = "Europe/Vienna";
const at = (text: string): number => Date.parse(text);
const iso = (span: { fromMs: number; toMs: number }) =>
  [span.fromMs, span.toMs].map((ms) => new Date(ms).toISOString());

describe("ranges", () => {
  it("are whole days, weeks and months of the viewer's calendar", () => {
    const instant = at("2023-07-06T09:04:23Z");
    expect(iso(rangeOf("day", instant, VIENNA))).toEqual([
      "2023-07-05T22:00:00.000Z",
      "2023-07-06T22:00:00.000Z",
    ]);
    expect(unitOf(rangeOf("week", instant, VIENNA), VIENNA)).toBe("week");
    expect(unitOf({ fromMs: instant, toMs: instant + 1 }, VIENNA)).toBeNull();
  });

  it("step to their neighbour, across clock changes too", () => {
    const day = rangeOf("day", at("2026-03-28T12:00:00Z"), VIENNA);
    const next = shiftRange(day, 1, VIENNA);
    expect(next.toMs - next.fromMs).toBe(23 * 3_600_000);
    expect(shiftRange(next, -1, VIENNA)).toEqual(day);
    const month = rangeOf("month", at("2026-01-15T00:00:00Z"), VIENNA);
    expect(unitOf(shiftRange(month, 1, VIENNA), VIENNA)).toBe("month");
    expect(shiftRange({ fromMs: 100, toMs: 150 }, -1, VIENNA)).toEqual({ fromMs: 50, toMs: 100 });
  });

  it("find the stretches that were ridden", () => {
    const minute = 60_000;
    const at = (minutes: number) => ({ atMs: minutes * minute, value: 1 });
    const series = [
      { field: "speed_kmh", points: [at(0), at(3), { atMs: 4 * minute, value: null }, at(31)] },
    ];
    const gap = (from: number, to: number) => ({ fromMs: from * minute, toMs: to * minute });
    expect(stretchesOf({ series, gaps: [gap(1, 3), gap(3, 30)] })).toEqual([
      { fromMs: -30_000, toMs: 3 * minute + 30_000 },
      { fromMs: 30 * minute - 30_000, toMs: 31 * minute + 30_000 },
    ]);
    expect(stretchesOf({ series: [], gaps: [] })).toEqual([]);
  });
});

describe("addresses", () => {
  it("hold what is shown, and nothing else", () => {
    expect(bikeAddress({ bikeId: "LI-000412" })).toBe("/bikes/LI-000412");
    expect(
      bikeAddress({
        bikeId: "LI-000412",
        fromMs: 0,
        toMs: 86_400_000,
        fields: ["soc_pct", "speed_kmh"],
        month: "1970-01",
      }),
    ).toBe(
      "/bikes/LI-000412?from=1970-01-01T00:00:00.000Z&to=1970-01-02T00:00:00.000Z&fields=soc_pct,speed_kmh&month=1970-01",
    );
  });
});
