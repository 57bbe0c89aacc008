import { afterEach, describe, expect, it, vi } from "vitest";
import { PARTITION_COUNT, partitionFor } from "@/lib/kafka/partition";
import { createLog } from "@/lib/log";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { TOMBSTONE_LEASE_MS, Tombstones } from "./tombstones";

const PARTITIONS = Array.from({ length: PARTITION_COUNT }, (_, partition) => partition);
const FROZEN = 3;
const bikeIn = (partition: number): string => {
  for (let number = 0; ; number++) {
    const bikeId = `LI-${number}`;
    if (partitionFor(bikeId) === partition) return bikeId;
  }
};
const HELD = [bikeIn(FROZEN)];
const OTHERS = PARTITIONS.filter((partition) => partition !== FROZEN).map(bikeIn);

const running: Tombstones[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** Tombstones of a topic whose leaders answer, but for those of some partitions from a moment on. */
async function following() {
  vi.useFakeTimers();
  const frozen = new Set<number>();
  const holds = new Holds(createMetrics());
  const elapsedMs = () => Date.now();
  const log = createLog("tests", "silent");
  const tombstones = new Tombstones({
    topic: "erasures",
    leaseMs: TOMBSTONE_LEASE_MS,
    holds,
    log,
    elapsedMs,
  });
  running.push(tombstones);
  const reader = { hasReadUpTo: () => true, stop: async () => undefined };
  const ends = {
    async ask() {
      const told = PARTITIONS.filter((partition) => !frozen.has(partition));
      tombstones.tell(new Map(told.map((partition) => [partition, 0])), elapsedMs());
    },
    close: async () => undefined,
  };
  await tombstones.follow(reader, ends);
  return { tombstones, holds, frozen };
}
const isOver = async (what: Promise<void>): Promise<boolean> => {
  let over = false;
  void what.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return over;
};

describe("tombstones of which one partition's leader does not answer", () => {
  it("hold the readings of its bikes when the lease is over, and no other bike's", async () => {
    const { tombstones, frozen } = await following();
    frozen.add(FROZEN);
    await vi.advanceTimersByTimeAsync(TOMBSTONE_LEASE_MS - 2_001);
    expect(tombstones.isFresh(() => [...HELD, ...OTHERS])).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([tombstones.isFresh(() => HELD), tombstones.isFresh(() => OTHERS)]).toEqual([false, true]);
    const [held, others] = [tombstones.fresh(() => HELD), tombstones.fresh(() => OTHERS)];
    expect([await isOver(held), await isOver(others)]).toEqual([false, true]);
    frozen.clear();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await isOver(held)).toBe(true);
  });

  it("let none of its readings be taken over some seconds before, so that those that were are sent in time", async () => {
    const { tombstones, frozen } = await following();
    frozen.add(FROZEN);
    await vi.advanceTimersByTimeAsync(TOMBSTONE_LEASE_MS - 3_000);
    expect(PARTITIONS.filter((partition) => !tombstones.admits(partition))).toEqual([FROZEN]);
    expect(tombstones.isFresh(() => HELD)).toBe(true);
  });

  it("say which partition is waited for, and no more once it answers", async () => {
    const { holds, frozen } = await following();
    frozen.add(FROZEN);
    await vi.advanceTimersByTimeAsync(TOMBSTONE_LEASE_MS);
    expect(holds.reasons()).toEqual(["kafka: erasures: not known what was erased, partitions 3"]);
    frozen.clear();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(holds.reasons()).toEqual([]);
  });
});

describe("a bike's tombstones that cannot be read", () => {
  it("hold the readings of its partition, and no other's, until they can be", async () => {
    const { tombstones } = await following();
    const [bikeId = ""] = HELD;
    const record = (value: string) => ({ key: Buffer.from(bikeId), value: Buffer.from(value) });
    tombstones.take(record("?"));
    expect([tombstones.isFresh(() => HELD), tombstones.isFresh(() => OTHERS)]).toEqual([false, true]);
    tombstones.take(record('{"tombstones":[{"from":1,"to":2,"rider":"ada"}]}'));
    expect(tombstones.isFresh(() => HELD)).toBe(true);
    expect(tombstones.of(bikeId)).toHaveLength(1);
  });

  it("hold it while one of several records cannot be, until that is superseded", async () => {
    const { tombstones } = await following();
    const [bikeId = ""] = HELD;
    const take = (key: string, value: string | null) =>
      tombstones.take({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) });
    take(`${bikeId}#1`, "?");
    take(bikeId, '{"tombstones":[]}');
    expect([tombstones.isFresh(() => HELD), tombstones.isFresh(() => OTHERS)]).toEqual([false, true]);
    take(`${bikeId}#1`, null);
    expect(tombstones.isFresh(() => HELD)).toBe(true);
  });
});
