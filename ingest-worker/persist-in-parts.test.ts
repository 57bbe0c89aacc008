import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BulkFault } from "@/lib/es/bulk";
import { persistInParts } from "./persist-in-parts";
import { AGAIN, DONE, type StoreStep } from "./store-step";

/** A gate that repeats at once. */
async function untilDone(attempt: () => Promise<StoreStep>): Promise<void> {
  while ((await attempt()).kind !== "done");
}

describe("persistInParts", () => {
  it("sends every item once, however many are left open on the way, but for those that are too large alone", async () => {
    const someItems = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        someItems,
        fc.integer({ min: 1, max: 100 }),
        fc.nat(3),
        async (sizes, limit, taken) => {
          const items = sizes.map((bytes, at) => ({ at, bytes }));
          const stored: number[] = [];
          const tooLarge = await persistInParts(items, untilDone, async (open) => {
            if (open.reduce((sum, { bytes }) => sum + bytes, 0) > limit)
              throw new BulkFault("too-large", 413, "");
            const done = open.slice(0, taken || open.length);
            stored.push(...done.map(({ at }) => at));
            return { step: done.length < open.length ? AGAIN : DONE, open: open.slice(done.length) };
          });
          expect(stored).toEqual(items.filter(({ bytes }) => bytes <= limit).map(({ at }) => at));
          expect(tooLarge).toEqual(items.filter(({ bytes }) => bytes > limit));
        },
      ),
    );
  });

  it("finds the one that is too large without sending all others one by one", async () => {
    let attempts = 0;
    const items = Array.from({ length: 5_000 }, (_, at) => at);
    const tooLarge = await persistInParts(items, untilDone, async (open) => {
      attempts++;
      if (open.includes(1_234)) throw new BulkFault("too-large", 413, "");
      return { step: DONE, open: [] };
    });
    expect(tooLarge).toEqual([1_234]);
    expect(attempts).toBeLessThan(30);
  });

  it("passes on every other fault", async () => {
    const fault = new BulkFault("unknown", 500, "why");
    await expect(persistInParts([1, 2], untilDone, () => Promise.reject(fault))).rejects.toBe(fault);
  });
});
