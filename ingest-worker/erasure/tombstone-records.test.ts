import { describe, expect, it } from "vitest";
import { readTombstones, type Tombstone } from "@/lib/domain/tombstone";
import { encodedBytes, MAX_MESSAGE_BYTES } from "@/lib/kafka/outgoing-message";
import { createLog } from "@/lib/log";
import { Holds } from "../holds";
import { createMetrics } from "../metrics";
import { recordsOf } from "./tombstone-records";
import { TOMBSTONE_LEASE_MS, Tombstones } from "./tombstones";

const BIKE = "LI-000001";
const rider = "5f0c3f2e-7a53-4c1c-9d5b-000000000001";
const many = (count: number): Tombstone[] =>
  Array.from({ length: count }, (_, at) => ({
    from: at * 660_000,
    to: at * 660_000 + 1,
    rider,
    source: "app",
  }));

const known = () => {
  const tombstones = new Tombstones({
    ...{ topic: "erasures", leaseMs: TOMBSTONE_LEASE_MS, holds: new Holds(createMetrics()) },
    ...{ log: createLog("tests", "silent"), elapsedMs: () => 0 },
  });
  return {
    tombstones,
    take: (key: string, value: string | null) =>
      tombstones.take({ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) }),
  };
};

describe("the records of a bike's tombstones", () => {
  it("are one under the bike's id, where one has room for all", () => {
    expect(recordsOf(BIKE, many(3)).map(({ key, placedAs }) => [key, placedAs])).toEqual([[BIKE, BIKE]]);
  });

  it("are as many as have room for all, each of which a broker takes, in the bike's partition", () => {
    const all = many(20_000);
    const records = recordsOf(BIKE, all);
    expect(records.map(({ key }) => key)).toEqual([BIKE, ...[1, 2, 3].map((number) => `${BIKE}#${number}`)]);
    expect(new Set(records.map(({ placedAs }) => placedAs))).toEqual(new Set([BIKE]));
    for (const record of records) expect(encodedBytes(record)).toBeLessThan(MAX_MESSAGE_BYTES / 1.5);
    expect(records.flatMap(({ value }) => readTombstones(String(value)) ?? [])).toEqual(all);
  });

  it("are known together to who reads them, in whatever order, and none is let go of that is superseded", () => {
    const { tombstones, take } = known();
    const all = many(20_000);
    for (const { key, value } of recordsOf(BIKE, all).toReversed()) take(key, String(value));
    take(`${BIKE}#3`, null);
    expect(tombstones.of(BIKE)).toHaveLength(all.length);
    expect(new Set(tombstones.of(BIKE).map(({ from }) => from)).size).toBe(all.length);
  });
});
