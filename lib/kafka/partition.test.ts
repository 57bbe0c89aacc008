import { describe, expect, it } from "vitest";
import { partitionFor } from "./partition";

describe("partitionFor", () => {
  // Values of org.apache.kafka.common.utils.Utils.murmur2, from that class's own tests.
  it.each([
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
  ])("agrees with Kafka's own partitioner for %s", (key, hash) => {
    expect(partitionFor(key, 0x7fffffff)).toBe((hash & 0x7fffffff) % 0x7fffffff);
  });

  it("spreads bikes over every partition", () => {
    const seen = new Set(
      Array.from({ length: 500 }, (_, bike) => partitionFor(`LI-${String(bike).padStart(6, "0")}`)),
    );
    expect(seen.size).toBe(12);
  });
});
