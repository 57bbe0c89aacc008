import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";

describe("Offsets", () => {
  it("never offers an offset while a stretch before it is open", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (order) => {
        const offsets = new Offsets(() => 0);
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
    const offsets = new Offsets(() => 0);
    const settle = offsets.enter(0, 0, "9");
    offsets.reset();
    settle();
    expect(offsets.committable()).toEqual([]);
  });

  it("does not let what was read under an earlier assignment stand before what is read again", () => {
    const offsets = new Offsets(() => 0);
    offsets.reset();
    offsets.enter(0, 0, "499")();
    offsets.enter(1, 0, "199");
    expect(offsets.committable()).toEqual([]);
  });

  it("takes nothing back when the same records are handed over again", () => {
    const offsets = new Offsets(() => 0);
    offsets.enter(0, 0, "499")();
    expect(offsets.committable()).toEqual([{ partition: 0, offset: "500" }]);
    offsets.enter(0, 0, "199")();
    expect(offsets.committable()).toEqual([{ partition: 0, offset: "500" }]);
    offsets.markCommitted([{ partition: 0, offset: "500" }]);
    offsets.enter(0, 0, "499")();
    expect(offsets.committable()).toEqual([]);
    offsets.enter(0, 0, "599")();
    expect(offsets.committable()).toEqual([{ partition: 0, offset: "600" }]);
  });

  it("tells since when the oldest of what is open waits", () => {
    let nowMs = 1_000;
    const offsets = new Offsets(() => nowMs);
    expect(offsets.oldestOpenMs).toBeNull();
    const settle = offsets.enter(0, 0, "9");
    nowMs = 2_000;
    offsets.enter(0, 1, "9");
    expect(offsets.oldestOpenMs).toBe(1_000);
    settle();
    expect(offsets.oldestOpenMs).toBe(2_000);
  });

  it("offers again what could not be committed", () => {
    const offsets = new Offsets(() => 0);
    offsets.enter(0, 5, "9")();
    expect(offsets.committable()).toEqual([{ partition: 5, offset: "10" }]);
    expect(offsets.committable()).toEqual([{ partition: 5, offset: "10" }]);
    offsets.markCommitted([{ partition: 5, offset: "10" }]);
    expect(offsets.committable()).toEqual([]);
  });
});
