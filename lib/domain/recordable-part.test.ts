import { describe, expect, it } from "vitest";
import { recordablePart } from "./recordable-part";
import { windowsOf } from "./window";

const NOW = Date.UTC(2026, 10, 25);
const DAY_MS = 86_400_000;

describe("recordablePart", () => {
  it("leaves a range alone that lies where readings can be", () => {
    const range = { fromMs: NOW - 3_000 * DAY_MS, toMs: NOW };
    expect(recordablePart(range, NOW)).toEqual(range);
  });

  it("cuts the longest range that can be asked for down to a few windows", () => {
    const { fromMs, toMs } = recordablePart({ fromMs: -999_999_999_999_999, toMs: 999_999_999_999_999 }, NOW);
    expect(windowsOf(fromMs, toMs).length).toBeLessThan(1_500);
    expect(toMs).toBe(NOW + DAY_MS);
  });

  it.each([[{ fromMs: -5, toMs: 5 }], [{ fromMs: NOW + 9 * DAY_MS, toMs: NOW + 10 * DAY_MS }]])(
    "is empty where nothing can be: %j",
    (range) => {
      const { fromMs, toMs } = recordablePart(range, NOW);
      expect(windowsOf(fromMs, toMs)).toEqual([]);
    },
  );
});
