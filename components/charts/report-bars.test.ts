import { describe, expect, it } from "vitest";
import type { Amount } from "@/lib/analytics/report/figure";
import type { Axis, Row, Rows } from "@/lib/analytics/report/rows";
import { MOST_SERIES, reportBars } from "./report-bars";

const value = (of: number): Amount => ({ kind: "value", value: of });
const axis = (kind: Axis["kind"], ...labels: readonly (string | null)[]): Axis => ({
  ...{ name: kind, label: kind, kind },
  keys: labels.map((label) => ({ key: label, label: label ?? "rest", isUnfinished: label === "28 Nov" })),
});
const row = (at: readonly number[], amount: Amount, before: Amount | null = null): Row => ({
  ...{ at, amounts: [amount], previous: before && [before] },
});
const rowsOf = (axes: readonly Axis[], rows: readonly Row[]): Rows => ({
  ...{ axes, rows, all: rows.length, total: [], previousTotal: null },
});

describe("bars", () => {
  it("stand along the first axis, those of the second side by side, with what is masked among them", () => {
    const axes = [axis("group", "Trekker", "City"), axis("group", "cold", "warm")];
    const masked: Amount = { kind: "masked" };
    const bars = reportBars(
      rowsOf(axes, [row([0, 0], value(13)), row([0, 1], value(11), value(12)), row([1, 0], masked)]),
      0,
    );
    expect(bars?.series.map(({ label }) => label)).toEqual(["cold", "warm"]);
    expect(bars?.places.map(({ bars: own }) => own.map(({ amount }) => amount.kind))).toEqual([
      ["value", "value"],
      ["masked", "missing"],
    ]);
    expect(bars).toMatchObject({ hasMasked: true, hasPrevious: true, hasUnfinished: false, isCut: false });
    expect(bars?.ticks.at(0)).toBe(0);
    expect(bars?.ticks.at(-1)).toBeGreaterThanOrEqual(13);
  });

  it("mark what is unfinished, and leave out what lies in longer times only", () => {
    const axes = [axis("time", "27 Nov", "28 Nov", null)];
    const bars = reportBars(rowsOf(axes, [row([0], value(1)), row([1], value(2)), row([2], value(9))]), 0);
    expect(bars?.places.map(({ label }) => label)).toEqual(["27 Nov", "28 Nov"]);
    expect(bars?.hasUnfinished).toBe(true);
  });

  it("are no more than can be told apart, and say so; of one number, or of gaps alone, there are none", () => {
    const names = Array.from({ length: MOST_SERIES + 1 }, (_, at) => `m${at}`);
    const axes = [axis("group", "a"), axis("group", ...names)];
    const bars = reportBars(
      rowsOf(
        axes,
        names.map((_, at) => row([0, at], value(at))),
      ),
      0,
    );
    expect(bars?.series).toHaveLength(MOST_SERIES);
    expect(bars?.isCut).toBe(true);
    expect(reportBars(rowsOf([], []), 0)).toBeNull();
    expect(reportBars(rowsOf([axis("time", "27 Nov")], [row([0], { kind: "missing" })]), 0)).toBeNull();
  });
});
