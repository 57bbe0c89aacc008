import { describe, expect, it } from "vitest";
import { mintVisibleRange } from "@/lib/fleet/mint-visible";
import { getBikeState } from "./get-bike-state";
import type { Reader } from "./reader";

const untouched = (): Promise<never> => Promise.reject(new Error("the store was asked"));
const reader: Reader = { readings: untouched, states: untouched, rides: untouched, state: untouched };

describe("getBikeState", () => {
  it.each(["..", "li-1", "", "LI-1/../x", "*"])(
    "asks nothing for %j, which names no bike",
    async (bikeId) => {
      const range = mintVisibleRange({
        of: bikeId,
        bikeId,
        source: null,
        fromMs: 0,
        toMs: 1,
        positions: true,
      });
      expect(await getBikeState(reader, [range])).toBeNull();
    },
  );

  it("asks nothing where nothing may be seen", async () => {
    expect(await getBikeState(reader, [])).toBeNull();
  });
});
