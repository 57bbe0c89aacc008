import { describe, expect, it } from "vitest";
import { moment, narrowed, offset, requireWhy } from "./repair-options";

describe("spans and times of the command line", () => {
  it.each([
    ["+3600s", 3_600_000],
    ["-1h", -3_600_000],
    ["+2d", 172_800_000],
    ["-15m", -900_000],
    ["+250ms", 250],
  ])("reads %s", (text, ms) => expect(offset.parse(text)).toBe(ms));

  it.each(["1h", "+1w", "+", "+-1h", ""])("refuses %j as a span", (text) => {
    expect(offset.safeParse(text).error?.issues[0]?.message).toBe(
      `expected a span with its sign like +3600s, -1h or +2d, got ${text || "nothing"}`,
    );
  });

  it.each([
    ["2026-11-20", Date.UTC(2026, 10, 20)],
    ["2026-11-20T08:00:00Z", Date.UTC(2026, 10, 20, 8)],
    ["2026-11-20T09:00:00.5+01:00", Date.UTC(2026, 10, 20, 8, 0, 0, 500)],
  ])("reads %s", (text, ms) => expect(moment.parse(text)).toBe(ms));

  it.each(["2026-11-20T08:00:00", "yesterday", "2026-13-01", "5"])("refuses %j as a time", (text) => {
    expect(moment.safeParse(text).success).toBe(false);
  });

  it("demands a reason of what changes something, and none of a dry run", () => {
    expect(() => requireWhy({ "dry-run": false })).toThrow('expected --why="WHY"');
    for (const said of [{ why: "case 4711", "dry-run": false }, { "dry-run": true }])
      expect(() => requireWhy(said)).not.toThrow();
  });

  it("passes on what was said and nothing else", () => {
    expect(narrowed({ bike: "LI-1", since: 5 })).toEqual({ bikeId: "LI-1", sinceMs: 5 });
    expect(narrowed({ reason: "field", client: "c", until: 0 })).toEqual({
      reason: "field",
      client: "c",
      untilMs: 0,
    });
  });
});
