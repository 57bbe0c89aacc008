import { describe, expect, it } from "vitest";
import { windowState } from "./window-state";

const open = { sealedAt: null, isBlocked: false };
const MONDAY_MS = Date.UTC(2026, 10, 23);

describe("the state of a window", () => {
  it.each([
    ["live until it can be sealed", "2026-w47", open, MONDAY_MS + 1_199_999, "live"],
    ["open from then on", "2026-w47", open, MONDAY_MS + 1_200_000, "open"],
    [
      "sealed by its mark",
      "2026-w12",
      { sealedAt: "2026-05-01T00:00:00Z", isBlocked: true },
      MONDAY_MS,
      "sealed",
    ],
    ["no more than blocked without it", "2026-w12", { ...open, isBlocked: true }, MONDAY_MS, "blocked"],
  ] as const)("is %s", (_what, week, generation, nowMs, state) => {
    expect(windowState(week, generation, nowMs)).toBe(state);
  });
});
