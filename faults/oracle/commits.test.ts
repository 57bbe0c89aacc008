import { describe, expect, it } from "vitest";
import { commitIn, goneBack } from "./commits";

const short = (value: number) => Buffer.from([value >> 8, value & 255]);
const text = (value: string) => Buffer.concat([short(value.length), Buffer.from(value)]);
const keyOf = (version: number) =>
  Buffer.concat([short(version), text("a-group"), text("a.topic"), short(0), short(3)]);
const value = Buffer.concat([short(3), Buffer.from([0, 0, 0, 0, 0, 0, 1, 2]), Buffer.alloc(20)]);

describe("what groups committed", () => {
  it("is read from the records in which brokers keep it", () => {
    expect(commitIn({ key: keyOf(1), value })).toEqual({ topic: "a.topic", partition: 3, offset: 258 });
  });

  it("is not in a record of a group, nor in one that takes a commit away", () => {
    expect(commitIn({ key: keyOf(2), value })).toBeNull();
    expect(commitIn({ key: keyOf(1), value: null })).toBeNull();
  });

  it("goes back where it is lower than it was, and not where it stays or is another partition's", () => {
    const of = (offset: number, partition = 3) => ({ topic: "telemetry", partition, offset });
    expect(goneBack([of(5), of(5), of(9), of(2, 4)])).toEqual([]);
    expect(goneBack([of(5), of(-2), of(9)])).toEqual([]);
    expect(goneBack([of(5), of(9), of(7), of(8)])).toEqual([
      "telemetry/3: committed 7 after 9",
      "telemetry/3: committed 8 after 9",
    ]);
  });
});
