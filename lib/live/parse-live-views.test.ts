import { describe, expect, it } from "vitest";
import { STATUSES } from "@/lib/domain/bike-status";
import { parseLiveViews } from "./parse-live-views";

const text = "a~9,47,10,48~11~*~*";

describe("views as parameters", () => {
  it("are read in their order, up to eight", () => {
    const names = Array.from({ length: 8 }, (_, at) => `v-${at}`);
    const views = parseLiveViews(names.map((name) => `${name}~9,47,10,48~11.5~*~*`));
    expect(views.map(({ id }) => id)).toEqual(names);
    const bounds = { west: 9, south: 47, east: 10, north: 48 };
    expect(views[0]).toEqual({ id: "v-0", bounds, zoom: 11.5, statuses: STATUSES, fleetId: null });
  });

  it.each([
    [[], "expected 1 to 8 of them, got 0"],
    [Array.from({ length: 9 }, () => text), "expected 1 to 8 of them, got 9"],
    [[text, "a~9,48,10,47~11~*~*"], "got a~9,48,10,47~11~*~*"],
    [["x".repeat(10_000)], `got ${"x".repeat(80)}.`],
  ])("are refused with what was expected, and as much of what came as is of use", (texts, words) => {
    const parsed = () => parseLiveViews(texts);
    expect(parsed).toThrow(expect.objectContaining({ code: "invalid" }));
    expect(parsed).toThrow(words);
  });
});
