import { MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { type CutPacket, cutPacket } from "./cut-packet";
import type { Slices } from "./slices";

/** Room for headers and framing below the broker's megabyte. */
export const MAX_PACKET_BYTES = 512 * 1024;
/** What is repeated in each part of a packet; without a limit a small upload would make hundreds of megabytes. */
export const MAX_REPEATED_BYTES = 64 * 1024;

export interface OutgoingPacket {
  readonly lane: "live" | "late";
  readonly readings: number;
  readonly bytes: Buffer;
}

/**
 * What of a packet travels in which lane. A packet that needs no cutting is passed on as it was sent; otherwise each part
 * has the packet's other members and at most 500 readings of one lane, all in their original bytes.
 * @param live of each reading 1 for the live lane, 0 for the late one.
 * @param known the packet's parts where they are known already.
 * @returns null when a part cannot be made small enough for the broker, or too much would be repeated.
 */
export function splitPacket(
  bytes: Buffer,
  live: Uint8Array,
  known: CutPacket | null = null,
): OutgoingPacket[] | null {
  const first = live[0];
  const uncut =
    live.length <= MAX_READINGS_PER_PACKET &&
    bytes.length <= MAX_PACKET_BYTES &&
    live.every((one) => one === first);
  if (uncut) return [{ lane: first === 1 ? "live" : "late", readings: live.length, bytes }];

  const cut = known ?? cutPacket(bytes);
  const readings = cut?.readings;
  if (!cut || !readings || readings.length !== live.length) return null;
  const head = headOf(cut.others);
  if (head.length > MAX_REPEATED_BYTES) return null;
  const parts: OutgoingPacket[] = [];
  for (const lane of ["live", "late"] as const) {
    const groups = grouped(readings, live, lane === "live" ? 1 : 0, MAX_PACKET_BYTES - head.length - 2);
    if (!groups) return null;
    for (const group of groups)
      parts.push({ lane, readings: group.length, bytes: assemble(head, readings, group) });
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

function assemble(head: Buffer, readings: Slices, group: readonly number[]): Buffer {
  const bytes = group.reduce((sum, index) => sum + readings.bytesAt(index) + 1, head.length + 1);
  const part = Buffer.allocUnsafe(bytes);
  let at = head.copy(part);
  for (const [place, index] of group.entries()) {
    if (place > 0) at += COMMA.copy(part, at);
    at = readings.copy(index, part, at);
  }
  END.copy(part, at);
  return part;
}

/** The places of a lane's readings in groups of at most 500 and `maxBytes`; null when one reading alone is too large. */
function grouped(readings: Slices, live: Uint8Array, lane: 0 | 1, maxBytes: number): number[][] | null {
  const groups: number[][] = [];
  let group: number[] = [];
  let size = 0;
  for (const [index, own] of live.entries()) {
    if (own !== lane) continue;
    const length = readings.bytesAt(index) + 1;
    if (length > maxBytes) return null;
    if (group.length === MAX_READINGS_PER_PACKET || size + length > maxBytes) {
      groups.push(group);
      group = [];
      size = 0;
    }
    group.push(index);
    size += length;
  }
  return group.length > 0 ? [...groups, group] : groups;
}
