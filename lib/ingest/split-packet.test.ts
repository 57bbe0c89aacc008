import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePacketText } from "@/lib/domain/decode-packet";
import { MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import { MAX_PACKET_BYTES, MAX_REPEATED_BYTES, type OutgoingPacket, splitPacket } from "./split-packet";

const RECEIVED = Date.UTC(2026, 10, 20, 8);
const MINUTE = 60_000;

function split(text: string): OutgoingPacket[] | null {
  const packet = decodePacketText(text);
  if (packet.kind === "fault") throw new Error(packet.expected);
  const live = packet.readings.map(({ timeMs }) => (placeOf(timeMs, RECEIVED) === "live" ? 1 : 0));
  return splitPacket(Buffer.from(text), Uint8Array.from(live));
}
const packetOf = (readings: readonly string[], extra = "") =>
  `{"v":1, "bike_id":"LI-000123","source":"app"${extra}, "readings":[ ${readings.join(" , ")} ]}`;
const readingsIn = (part: OutgoingPacket): unknown[] => JSON.parse(part.bytes.toString("utf8")).readings;

describe("splitPacket", () => {
  it.each([
    [-5 * MINUTE, "live"],
    [-5 * MINUTE - 1, "late"],
    [15 * MINUTE, "live"],
    [15 * MINUTE + 1, "late"],
    [3 * 365 * 24 * 60 * MINUTE, "late"],
  ])("sends a reading %i ms old to the %s lane", (ageMs, lane) => {
    expect(split(packetOf([`{"t":${RECEIVED - ageMs}}`]))?.map((part) => part.lane)).toEqual([lane]);
  });

  it("passes a packet of one lane on as it was sent", () => {
    const text = packetOf([`{"t":${RECEIVED},"speed_kmh":2.50}`]);
    const parts = split(text);
    expect(parts?.map((part) => part.bytes.toString())).toEqual([text]);
  });

  it("cuts by age into at most two, and loses and changes nothing", () => {
    const reading = fc.oneof(
      fc.integer({ min: -20, max: 40 }).map((age) => `{"t":${RECEIVED - age * MINUTE},"speed_kmh":1.50}`),
      fc.constantFrom('{"t":null,"x":{"y":[1]}}', '"nonsense"', '{"t":1e3}', "12345678901234567890"),
    );
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 30 }), (readings) => {
        const parts = split(packetOf(readings, ',"sent_at":"x", "a\\"b":[1, 2]')) ?? [];
        expect(parts.length).toBeLessThanOrEqual(2);
        const back = parts.flatMap(
          (part) => part.bytes.toString().match(/\{"t.*?\}+|"nonsense"|\d{20}/g) ?? [],
        );
        expect(back.sort()).toEqual([...readings].sort());
        for (const part of parts) {
          const packet = decodePacketText(part.bytes.toString());
          expect(packet).toMatchObject({ kind: "packet", bikeId: "LI-000123", source: "app" });
          expect(part.readings).toBe(readingsIn(part).length);
        }
      }),
    );
  });

  it("cuts more than 500 readings", () => {
    const readings = Array.from({ length: 1_201 }, (_, index) => `{"t":${RECEIVED - index}}`);
    const parts = split(packetOf(readings)) ?? [];
    expect(parts.map((part) => part.readings)).toEqual([
      MAX_READINGS_PER_PACKET,
      MAX_READINGS_PER_PACKET,
      201,
    ]);
    expect(parts.flatMap(readingsIn)).toEqual(readings.map((reading) => JSON.parse(reading)));
  });

  it("cuts what the broker would not take, and gives up on a reading that alone is too much", () => {
    const bulky = `{"t":${RECEIVED},"x":"${"x".repeat(MAX_PACKET_BYTES / 3)}"}`;
    const parts = split(packetOf([bulky, bulky, bulky, bulky])) ?? [];
    expect(parts.map((part) => part.readings)).toEqual([2, 2]);
    for (const part of parts) expect(part.bytes.length).toBeLessThanOrEqual(MAX_PACKET_BYTES);
    expect(split(packetOf([`{"t":1,"x":"${"x".repeat(MAX_PACKET_BYTES)}"}`]))).toBeNull();
    expect(split(packetOf(['{"t":1}'], `,"x":"${"x".repeat(MAX_PACKET_BYTES)}"`))).toBeNull();
  });

  it("gives up on a packet of which each of many parts would repeat too much", () => {
    const readings = Array<string>(501).fill('{"t":1}');
    const beside = (bytes: number) => `,"x":"${"x".repeat(bytes)}"`;
    expect(split(packetOf(readings, beside(60_000)))).toHaveLength(2);
    expect(split(packetOf(readings, beside(MAX_REPEATED_BYTES)))).toBeNull();
    expect(split(packetOf(readings.slice(1), beside(MAX_REPEATED_BYTES)))).toHaveLength(1);
  });
});
