import { describe, expect, it } from "vitest";
import { decodePacketText } from "./decode-packet";

function decode(reading: Record<string, unknown>, packet: Record<string, unknown> = {}) {
  const decoded = decodePacketText(
    JSON.stringify({ v: 1, bike_id: "LI-1", source: "app", readings: [{ t: 1, ...reading }], ...packet }),
  );
  if (decoded.kind === "fault") throw new Error(decoded.expected);
  return decoded;
}

describe("faults of a packet", () => {
  it("name fields and values in words of bounded length", () => {
    const name = "x".repeat(100_000);
    const { faults } = decode({ [name]: "y".repeat(100_000) }, { [name]: 1 });
    expect(faults.map(({ reading, field }) => [reading, field])).toEqual([
      [null, `${"x".repeat(100)}…`],
      [0, `${"x".repeat(100)}…`],
    ]);
    expect(faults[1]?.got).toBe(`${"y".repeat(120)}…`);
  });

  it("are listed up to a thousand and counted beyond", () => {
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`new_${at}`, at]));
    const { faults, faultCount } = decode(many);
    expect(faults).toHaveLength(1_000);
    expect(faultCount).toBe(1_500);
  });
});
