import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DecodedPacket, decodePacketText, type PacketFault } from "@/lib/domain/decode-packet";
import type { DecodedReading } from "@/lib/domain/decode-reading";
import { LongWork } from "./long-work";
import { decodeOpenPacket, openPacket } from "./open-packet";
import { MAX_PACKET_BYTES } from "./split-packet";

async function decode(text: string): Promise<DecodedPacket | PacketFault> {
  const open = openPacket(Buffer.from(text), 100_000);
  if (open.kind === "fault") return open;
  const readings: DecodedReading[] = [];
  const fault = await decodeOpenPacket(open, new LongWork("o"), (reading) => void readings.push(reading));
  const { bikeId, source, faults } = open.head;
  return (
    fault ?? { kind: "packet", bikeId, source, readings, faults: faults.listed, faultCount: faults.count }
  );
}
/** Enough white space to have a packet decoded reading by reading. */
const large = (text: string) => `${text}${" ".repeat(70_000)}`;

const aReading = fc.oneof(
  fc
    .record({ t: fc.integer(), speed_kmh: fc.integer({ min: -5, max: 200 }) })
    .map((one) => JSON.stringify(one)),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  fc.constantFrom("", "{", "}", "[1]]", '{"t":1}}', '"x', "01", '{"t":1,"t":2}', '{"__proto__":1}', "1e400"),
);
const aPacket = fc
  .tuple(
    fc.array(aReading, { minLength: 0, maxLength: 4 }),
    fc.constantFrom("", ',"sent_at":5', ',"__proto__":{"a":1}', ',"extra":[{"b":2}]', ",", ',"x":[}'),
  )
  .map(
    ([readings, end]) => `{"v":1,"bike_id":"LI-1","source":"app","readings":[${readings.join(",")}]${end}}`,
  );

describe("a large packet", () => {
  it("is decoded to what the same is as a small one", async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(aPacket, async (text) => {
        const whole = decodePacketText(text);
        const sliced = await decode(large(text));
        if (whole.kind === "packet") {
          taken++;
          expect({ ...sliced, faults: [] }).toEqual({ ...whole, faults: [] });
          expect(sliced).toMatchObject({ faults: expect.arrayContaining([...whole.faults]) });
        } else expect(sliced).toMatchObject({ kind: "fault", reason: whole.reason });
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    ["of a reading that alone is too much", `{"t":1,"x":"${"x".repeat(MAX_PACKET_BYTES)}"}`, ""],
    ["of too much beside the readings", '{"t":1}', `,"x":"${"x".repeat(MAX_PACKET_BYTES)}"`],
  ])("%s is too large", async (_name, reading, beside) => {
    const text = `{"v":1,"bike_id":"LI-1","source":"app"${beside},"readings":[${reading}]}`;
    expect(await decode(text)).toMatchObject({ kind: "fault", reason: "too-large" });
  });

  it.each(['"bike_id":"LI-2"', '"readings":[{"t":2}]', '"readings":[01]'])(
    "that names something twice is refused: of %s the worker might read another",
    async (again) => {
      const text = `{${again},"v":1,"bike_id":"LI-1","source":"app","readings":[{"t":1}]}`;
      expect(await decode(large(text))).toMatchObject({ kind: "fault", reason: "undecodable" });
    },
  );

  it("of thousands of names is refused before they are read", async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `"n${at}":1`).join(",");
    const fault = await decode(`{"v":1,"bike_id":"LI-1","source":"app","readings":[{"t":1}],${names}}`);
    expect(fault).toMatchObject({
      kind: "fault",
      expected: "one JSON object of at most 1000 names, each once",
    });
  });
});
