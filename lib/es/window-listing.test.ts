import { describe, expect, it } from "vitest";
import { windowNameOf } from "./window-listing";

describe("windowNameOf", () => {
  it.each([
    ["slipstream-readings-2026-w12", "2026-w12"],
    ["slipstream-readings-2026-w12-r2", "2026-w12"],
    ["slipstream-readings-2026-w12-r13", "2026-w12"],
    ["slipstream-readings-2026-w12-old", undefined],
    ["slipstream-readings-x", undefined],
  ])("finds the window of %s", (index, window) => {
    expect(windowNameOf(index, "slipstream-readings-")).toBe(window);
  });
});
