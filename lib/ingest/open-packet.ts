import { isUtf8 } from "node:buffer";
import {
  type DecodedPacket,
  decodeHead,
  decodeReadings,
  type PacketFault,
  type PacketHead,
  parsePacketText,
} from "@/lib/domain/decode-packet";
import { decodeReading } from "@/lib/domain/decode-reading";
import { shown } from "@/lib/domain/faults";
import type { LongWork } from "./long-work";
import { type PacketSlices, slicePacket } from "./slice-packet";
import { MAX_PACKET_BYTES } from "./split-packet";

/** Up to here a packet is parsed at once; a larger one reading by reading, with rests. */
const MAX_WHOLE_BYTES = 64 * 1024;
/** A packet of the contract has five. */
const MAX_MEMBERS = 1_000;

/** A packet of which it is known whose it is; its readings are not decoded yet. */
export interface OpenPacket {
  readonly kind: "open";
  readonly head: PacketHead;
  /** Known of a large packet. */
  readonly slices: PacketSlices | null;
}

/** @param maxReadings of more readings only one more is told of. */
export async function openPacket(
  bytes: Buffer,
  maxReadings: number,
  work: LongWork,
): Promise<OpenPacket | PacketFault> {
  if (!isUtf8(bytes)) {
    return { kind: "fault", reason: "undecodable", expected: "text in UTF-8", got: "other bytes" };
  }
  if (bytes.length > MAX_WHOLE_BYTES) return openLarge(bytes, maxReadings, work);
  const parsed = parsePacketText(bytes.toString("utf8"));
  if (parsed.kind === "fault") return parsed;
  const head = decodeHead(parsed.value);
  return head.kind === "fault" ? head : { kind: "open", head, slices: null };
}

async function openLarge(
  bytes: Buffer,
  maxReadings: number,
  work: LongWork,
): Promise<OpenPacket | PacketFault> {
  const slices = slicePacket(bytes, MAX_MEMBERS, maxReadings);
  // Of a name that comes twice the first value would go unread, and may be none.
  if (!slices || slices.repeats) {
    const expected = `one JSON object of at most ${MAX_MEMBERS} names, each once`;
    return { kind: "fault", reason: "undecodable", expected, got: shown(bytes.toString("utf8", 0, 200)) };
  }
  if (work.isDue) await work.rest();
  const packet: [string, unknown][] = [["readings", slices.readings]];
  let room = MAX_PACKET_BYTES;
  for (const [name, value] of slices.others) {
    room -= name.length + value.length;
    if (room < 0) return tooLarge("beside the readings", bytes);
    const parsed = parsePacketText(value.toString("utf8"), 1);
    if (parsed.kind === "fault") return parsed;
    packet.push([name, parsed.value]);
  }
  const head = decodeHead(Object.fromEntries(packet));
  return head.kind === "fault" ? head : { kind: "open", head, slices };
}

/** Decodes the readings of an open packet. */
export async function decodeOpenPacket(
  { head, slices }: OpenPacket,
  work: LongWork,
): Promise<DecodedPacket | PacketFault> {
  if (!slices?.readings) return decodeReadings(head);
  const { bikeId, source, faults } = head;
  const readings: DecodedPacket["readings"][number][] = [];
  for (const [index, bytes] of slices.readings.entries()) {
    if (work.isDue) await work.rest();
    if (bytes.length > MAX_PACKET_BYTES) return tooLarge("in one reading", bytes);
    const parsed = parsePacketText(bytes.toString("utf8"), 2);
    if (parsed.kind === "fault") return parsed;
    readings.push(decodeReading(parsed.value, index, faults));
  }
  return { kind: "packet", bikeId, source, readings, faults: faults.listed, faultCount: faults.count };
}

const tooLarge = (where: string, bytes: Buffer): PacketFault => ({
  kind: "fault",
  reason: "too-large",
  expected: `at most ${MAX_PACKET_BYTES} bytes ${where}`,
  got: `${bytes.length} bytes`,
});
