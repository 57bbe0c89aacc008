import type { DecodedPacket } from "@/lib/domain/decode-packet";
import { MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import { type PacketSlices, slicePacket } from "./slice-packet";

/** Room for headers and framing below the broker's megabyte. */
export const MAX_PACKET_BYTES = 512 * 1024;

export interface OutgoingPacket {
  readonly lane: "live" | "late";
  readonly readings: number;
  readonly bytes: Buffer;
}

/**
 * What of a packet travels in which lane: readings from 5 min ahead to 15 min old in the live one, all others, unusable
 * times included, in the late one. A packet that needs no cutting is passed on as it was sent; otherwise each part has
 * the packet's other members and at most 500 readings, all in their original bytes.
 * @param known the packet's slices where they are known already.
 * @returns null when a part cannot be made small enough for the broker.
 */
export function splitPacket(
  bytes: Buffer,
  packet: DecodedPacket,
  receivedAtMs: number,
  serviceEpochMs: number,
  known: PacketSlices | null = null,
): OutgoingPacket[] | null {
  const laneOf = (timeMs: number): "live" | "late" =>
    placeOf(timeMs, receivedAtMs, serviceEpochMs) === "live" ? "live" : "late";
  const lanes = packet.readings.map((reading) => laneOf(reading.timeMs));
  const first = lanes[0] ?? "late";
  const uncut =
    lanes.length <= MAX_READINGS_PER_PACKET &&
    bytes.length <= MAX_PACKET_BYTES &&
    lanes.every((lane) => lane === first);
  if (uncut) return [{ lane: first, readings: lanes.length, bytes }];

  const slices = known ?? slicePacket(bytes);
  const readings = slices?.readings;
  if (!slices || !readings || readings.length !== lanes.length) return null;
  const head = headOf(slices.others);
  const parts: OutgoingPacket[] = [];
  for (const lane of ["live", "late"] as const) {
    const own = readings.filter((_, index) => lanes[index] === lane);
    const groups = grouped(own, MAX_PACKET_BYTES - head.length - 2);
    if (!groups) return null;
    for (const group of groups) parts.push({ lane, readings: group.length, bytes: assemble(head, group) });
  }
  return parts;
}

function headOf(members: ReadonlyMap<string, Buffer>): Buffer {
  const parts = [...members].flatMap(([key, value]) => [
    Buffer.from(`${JSON.stringify(key)}:`),
    value,
    COMMA,
  ]);
  return Buffer.concat([Buffer.from("{"), ...parts, Buffer.from('"readings":[')]);
}

const COMMA = Buffer.from(",");
const END = Buffer.from("]}");

const assemble = (head: Buffer, readings: readonly Buffer[]): Buffer =>
  Buffer.concat([
    head,
    ...readings.flatMap((reading, index) => (index === 0 ? [reading] : [COMMA, reading])),
    END,
  ]);

/** Groups of at most 500 readings and `maxBytes`; null when one reading alone is too large. */
function grouped(readings: readonly Buffer[], maxBytes: number): Buffer[][] | null {
  const groups: Buffer[][] = [];
  let group: Buffer[] = [];
  let size = 0;
  for (const reading of readings) {
    const length = reading.length + 1;
    if (length > maxBytes) return null;
    if (group.length === MAX_READINGS_PER_PACKET || size + length > maxBytes) {
      groups.push(group);
      group = [];
      size = 0;
    }
    group.push(reading);
    size += length;
  }
  return group.length > 0 ? [...groups, group] : groups;
}
