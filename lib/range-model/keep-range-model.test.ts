import { describe, expect, it } from "vitest";
import { keepRangeModel } from "./keep-range-model";

describe("the kept range model", () => {
  it("is read once in ten minutes, and stays while it cannot be read", async () => {
    let [reads, nowMs, isAway] = [0, 0, false];
    const kept = keepRangeModel(
      async () => {
        if (isAway) throw new Error("away");
        reads++;
        return null;
      },
      () => nowMs,
    );
    expect([await kept(), await kept(), reads]).toEqual([null, null, 1]);
    nowMs = 600_000;
    await kept();
    expect(reads).toBe(2);
    [nowMs, isAway] = [1_200_000, true];
    expect(await kept()).toBeNull();
  });

  it("is nothing to hide behind where none was ever read", async () => {
    const kept = keepRangeModel(async () => {
      throw new Error("away");
    });
    await expect(kept()).rejects.toThrow("away");
  });
});
