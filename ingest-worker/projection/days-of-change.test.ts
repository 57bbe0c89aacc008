import { describe, expect, it } from "vitest";
import { daysOfChange, momentsOf } from "./days-of-change";

const at = (text: string) => Date.parse(text);
const ZONE = "Europe/Berlin";

describe("days in which rides may have changed", () => {
  it("are those of the zone, whole, and one span where they touch", () => {
    const intervals = [
      { fromMs: at("2026-11-20T22:30:00Z"), toMs: at("2026-11-20T22:40:00Z") },
      { fromMs: at("2026-11-20T23:30:00Z"), toMs: at("2026-11-20T23:40:00Z") },
      { fromMs: at("2026-11-20T08:00:00Z"), toMs: at("2026-11-20T09:00:00Z") },
    ];
    expect(daysOfChange(intervals, ZONE)).toEqual([
      { fromDay: "2026-11-20", toDay: "2026-11-20" },
      { fromDay: "2026-11-21", toDay: "2026-11-21" },
    ]);
  });

  it("have no end where a change has none, and swallow what is in them", () => {
    const day = at("2026-11-20T12:00:00Z");
    const later = at("2026-11-25T12:00:00Z");
    expect(
      daysOfChange(
        [
          { fromMs: day, toMs: null },
          { fromMs: later, toMs: later },
        ],
        ZONE,
      ),
    ).toEqual([{ fromDay: "2026-11-20", toDay: null }]);
    expect(
      daysOfChange(
        [
          { fromMs: later, toMs: later },
          { fromMs: null, toMs: day },
        ],
        ZONE,
      ),
    ).toEqual([
      { fromDay: null, toDay: "2026-11-20" },
      { fromDay: "2026-11-25", toDay: "2026-11-25" },
    ]);
    expect(
      daysOfChange(
        [
          { fromMs: later, toMs: later },
          { fromMs: null, toMs: null },
        ],
        ZONE,
      ),
    ).toEqual([{ fromDay: null, toDay: null }]);
  });

  it("last 25 hours when clocks go back", () => {
    const span = { fromDay: "2026-10-25", toDay: "2026-10-25" };
    const { fromMs, toMs } = momentsOf(span, ZONE);
    expect((toMs ?? 0) - (fromMs ?? 0)).toBe(25 * 3_600_000);
    expect(momentsOf({ fromDay: null, toDay: null }, ZONE)).toEqual({ fromMs: null, toMs: null });
  });
});
