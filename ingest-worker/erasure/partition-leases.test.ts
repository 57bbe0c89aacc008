import { describe, expect, it } from "vitest";
import { PartitionLeases } from "./partition-leases";

const LEASE_MS = 10_000;
const SOON = { partition: 0, end: 5 };

function leases() {
  const all = new PartitionLeases(3);
  const read = new Map<number, number>();
  const settle = () => all.settle((partition, end) => (read.get(partition) ?? 0) >= end);
  const known = (nowMs: number) => all.partitions.filter((one) => all.isKnown(one, nowMs, LEASE_MS));
  return { all, read, settle, known };
}

describe("what is known of the partitions of a topic", () => {
  it("is nothing before they were asked where they end", () => {
    expect(leases().known(0)).toEqual([]);
  });

  it("ends for a partition that does not answer, and for no other", () => {
    const { all, settle, known } = leases();
    for (const partition of all.partitions) all.tell(partition, 0, 1_000);
    settle();
    for (const partition of [0, 2]) all.tell(partition, 0, 9_000);
    settle();
    expect(known(10_999)).toEqual([0, 1, 2]);
    expect(known(11_000)).toEqual([0, 2]);
  });

  it("lasts from when it was asked, however late the answer and the records come", () => {
    const { all, read, settle, known } = leases();
    all.tell(SOON.partition, SOON.end, 1_000);
    settle();
    expect(known(1_001)).toEqual([]);
    read.set(SOON.partition, SOON.end);
    settle();
    expect(known(10_999)).toEqual([SOON.partition]);
    expect(known(11_000)).toEqual([]);
  });

  it("goes on while records come faster than they are read, as long as what was told before is read", () => {
    const { all, read, settle, known } = leases();
    for (let at = 1; at <= 100; at++) {
      all.tell(0, at * 10, at * 1_000);
      read.set(0, at * 10 - 25);
      settle();
    }
    expect(known(100_000)).toEqual([0]);
    expect(known(108_000)).toEqual([]);
  });

  it("is not put back by an answer that comes late", () => {
    const { all, settle, known } = leases();
    all.tell(0, 0, 9_000);
    settle();
    all.tell(0, 0, 1_000);
    settle();
    expect(known(18_999)).toEqual([0]);
  });
});
