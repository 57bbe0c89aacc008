import { describe, expect, it } from "vitest";
import { ReadProgress } from "./read-progress";

const begun = () =>
  new ReadProgress(
    [
      { partition: 0, from: 5, end: 10 },
      { partition: 1, from: 0, end: 0 },
    ],
    900,
  );

describe("how far a topic was read", () => {
  it("is caught up at the ends that there were, and stays so when more comes", () => {
    const progress = begun();
    progress.read(0, 8, 12, 1_000);
    expect([progress.isCaughtUp(), progress.lag]).toEqual([false, 3]);
    progress.read(0, 9, 40, 1_001);
    expect([progress.isCaughtUp(), progress.lag]).toEqual([true, 30]);
    progress.read(1, 3, 90, 1_002);
    expect(progress.isCaughtUp()).toBe(true);
    expect(progress.positions()).toEqual([
      { partition: 0, offset: "10" },
      { partition: 1, offset: "4" },
    ]);
  });

  it("has heard the broker from the offsets that it told on, until the connection is lost", () => {
    const progress = begun();
    expect(progress.heardAtMs).toBe(900);
    progress.lost();
    expect(progress.heardAtMs).toBeNull();
    progress.fetched(1_000);
    expect(progress.heardAtMs).toBe(1_000);
  });

  it("does not go back for records that are handed over once more", () => {
    const progress = begun();
    progress.read(0, 9, 10, 1_000);
    progress.read(0, 6, 10, 1_001);
    expect(progress.positions()[0]).toEqual({ partition: 0, offset: "10" });
  });

  it("is caught up when the broker has answered for a while and had nothing, not when it was silent", () => {
    const progress = begun();
    progress.read(0, 7, 10, 1_000);
    progress.fetched(5_900);
    expect(progress.isCaughtUp()).toBe(false);
    progress.lost();
    progress.fetched(9_000);
    expect(progress.isCaughtUp()).toBe(false);
    progress.fetched(14_100);
    expect(progress.isCaughtUp()).toBe(true);
  });

  it("has read all only at the ends, however long nothing came", () => {
    const progress = begun();
    progress.read(0, 7, 10, 1_000);
    progress.fetched(60_000);
    expect([progress.isCaughtUp(), progress.hasReadAll]).toEqual([true, false]);
    progress.read(0, 11, 12, 60_001);
    expect(progress.hasReadAll).toBe(true);
  });
});
