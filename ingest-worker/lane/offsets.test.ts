import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";

describe("Offsets", () => {
  it("never offers an offset while a stretch before it is open", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (order) => {
        const offsets = new Offsets();
        const settle = Array.from({ length: 20 }, (_, stretch) =>
          offsets.enter(0, 3, String(stretch * 10 + 9)),
        );
        const settled = new Set<number>();
        let committed = 0;
        for (const stretch of order) {
          settle[stretch]?.();
          settled.add(stretch);
          const committable = offsets.committable();
          for (const { partition, offset } of committable) {
            expect(partition).toBe(3);
            committed = Number(offset);
          }
          offsets.markCommitted(committable);
          expect(offsets.committable()).toEqual([]);
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
    const settle = offsets.enter(0, 0, "9");
    offsets.reset();
    settle();
    expect(offsets.committable()).toEqual([]);
  });

  it("does not let what was read under an earlier assignment stand before what is read again", () => {
    const offsets = new Offsets();
    offsets.reset();
    offsets.enter(0, 0, "499")();
    offsets.enter(1, 0, "199");
    expect(offsets.committable()).toEqual([]);
  });

  it("offers again what could not be committed", () => {
    const offsets = new Offsets();
    offsets.enter(0, 5, "9")();
    expect(offsets.committable()).toEqual([{ partition: 5, offset: "10" }]);
    expect(offsets.committable()).toEqual([{ partition: 5, offset: "10" }]);
    offsets.markCommitted([{ partition: 5, offset: "10" }]);
    expect(offsets.committable()).toEqual([]);
  });
});
