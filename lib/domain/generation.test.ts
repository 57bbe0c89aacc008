import { describe, expect, it } from "vitest";
import { generationName, generationNamed, sealableFromMs } from "./generation";
import { windowOf } from "./window";

describe("generations", () => {
  it.each([
    ["2026-w12", { window: "2026-w12", number: 1 }],
    ["2026-w12-r2", { window: "2026-w12", number: 2 }],
    ["2026-w12-r13", { window: "2026-w12", number: 13 }],
  ])("%s is named as it is read", (name, generation) => {
    expect(generationNamed(name)).toEqual(generation);
    expect(generationName(generation)).toBe(name);
  });

  it.each(["2026-w12-r1", "2026-w12-r0", "2026-w12-r02", "2026-w12-old", "2026-w1", "x", ""])(
    "%j names none",
    (name) => expect(generationNamed(name)).toBeNull(),
  );

  it("may be sealed when no live reading can be on its way any more, whichever clock is right", () => {
    const window = windowOf(Date.UTC(2026, 10, 18));
    expect(new Date(sealableFromMs(window)).toISOString()).toBe("2026-11-23T00:20:00.000Z");
  });
});
