import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";

describe("Offsets", () => {
  it("never offers an offset while a stretch before it is open", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (order) => {
        const offsets = new Offsets();
        const settle = Array.from({ length: 20 }, (_, stretch) => offsets.enter(3, String(stretch * 10 + 9)));
        const settled = new Set<number>();
        let committed = 0;
        for (const stretch of order) {
          settle[stretch]?.();
          settled.add(stretch);
          for (const { partition, offset } of offsets.takeCommittable()) {
            expect(partition).toBe(3);
            committed = Number(offset);
          }
          let run = 0;
          while (settled.has(run)) run++;
          expect(committed).toBe(run * 10);
        }
        expect(offsets.open).toBe(0);
      }),
    );
  });

  it("forgets what an earlier assignment left open", () => {
    const offsets = new Offsets();
    const settle = offsets.enter(0, "9");
    offsets.reset();
    settle();
    expect(offsets.takeCommittable()).toEqual([]);
  });
});
