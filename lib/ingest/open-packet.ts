import { isUtf8 } from "node:buffer";
import {
  decodeHead,
  decodeReadings,
  type PacketFault,
  type PacketHead,
  parsePacketText,
} from "@/lib/domain/decode-packet";
import { type DecodedReading, decodeReading } from "@/lib/domain/decode-reading";
import { type FaultList, shown } from "@/lib/domain/faults";
import { type CutPacket, cutPacket } from "./cut-packet";
import type { LongWork } from "./long-work";
import { giveOwnTexts } from "./own-text";
import { MAX_PACKET_BYTES } from "./split-packet";
import { ITEM_BYTES } from "./upload-memory";

/** Up to here a packet is parsed at once; a larger one reading by reading, with rests. */
const MAX_WHOLE_BYTES = 64 * 1024;
/** A packet of the contract has five. */
const MAX_MEMBERS = 1_000;

/** A packet of which it is known whose it is; its readings are not decoded yet. */
export interface OpenPacket {
  readonly kind: "open";
  /** Has the readings of a small packet; of those of a large one it is only known that there are some. */
  readonly head: PacketHead;
  readonly readings: number;
  /** Known of a large packet. */
  readonly cut: CutPacket | null;
  /** Memory that is held while its readings are decoded. */
  readonly heldBytes: number;
}

/** @param maxReadings of more readings only one more is told of. */
export function openPacket(bytes: Buffer, maxReadings: number): OpenPacket | PacketFault {
  if (!isUtf8(bytes)) {
    return { kind: "fault", reason: "undecodable", expected: "text in UTF-8", got: "other bytes" };
  }
  if (bytes.length > MAX_WHOLE_BYTES) return openLarge(bytes, maxReadings);
  const parsed = parsePacketText(bytes.toString("utf8"));
  if (parsed.kind === "fault") return parsed;
  const head = decodeHead(parsed.value);
  if (head.kind === "fault") return head;
  return { kind: "open", head, readings: head.readings.length, cut: null, heldBytes: 0 };
}

function openLarge(bytes: Buffer, maxReadings: number): OpenPacket | PacketFault {
  const cut = cutPacket(bytes, MAX_MEMBERS, maxReadings);
  // Of a name that comes twice the first value would go unread, and may be none.
  if (!cut || cut.repeats) {
    const expected = `one JSON object of at most ${MAX_MEMBERS} names, each once`;
    return { kind: "fault", reason: "undecodable", expected, got: shown(bytes.toString("utf8", 0, 200)) };
  }
  const readings = cut.readings?.length ?? 0;
  const packet: [string, unknown][] = [["readings", cut.readings && new Array(Math.min(readings, 1))]];
  let room = MAX_PACKET_BYTES;
  for (const [name, value] of cut.others) {
    room -= name.length + value.length;
    if (room < 0) return tooLarge("beside the readings", bytes);
    const parsed = parsePacketText(value.toString("utf8"), 1);
    if (parsed.kind === "fault") return parsed;
    packet.push([name, parsed.value]);
  }
  const head = decodeHead(Object.fromEntries(packet));
  if (head.kind === "fault") return head;
  giveOwnTexts(head.faults.listed, 0);
  const heldBytes = (cut.readings?.heldBytes ?? 0) + ITEM_BYTES * cut.others.size;
  return { kind: "open", head, readings, cut, heldBytes };
}

/** Decodes the readings of an open packet. None is held while others work: `onReading` takes from each what is wanted. */
export async function decodeOpenPacket(
  { head, cut }: OpenPacket,
  work: LongWork,
  onReading: (reading: DecodedReading) => void,
): Promise<PacketFault | null> {
  const { faults } = head;
  if (!cut?.readings) {
    for (const reading of decodeReadings(head).readings) onReading(reading);
    giveOwnTexts(faults.listed, 0);
    return null;
  }
  let index = 0;
  for (const bytes of cut.readings) {
    if (work.isDue) await work.rest();
    const fault = decodeBytes(bytes, index++, faults, onReading);
    if (fault) return fault;
  }
  return null;
}

/** Not a part of the loop above, which would hold the last reading while it rests. */
function decodeBytes(
  bytes: Buffer,
  index: number,
  faults: FaultList,
  onReading: (reading: DecodedReading) => void,
): PacketFault | null {
  if (bytes.length > MAX_PACKET_BYTES) return tooLarge("in one reading", bytes);
  const parsed = parsePacketText(bytes.toString("utf8"), 2);
  if (parsed.kind === "fault") return parsed;
  const known = faults.listed.length;
  onReading(decodeReading(parsed.value, index, faults));
  giveOwnTexts(faults.listed, known);
  return null;
}

const tooLarge = (where: string, bytes: Buffer): PacketFault => ({
  kind: "fault",
  reason: "too-large",
  expected: `at most ${MAX_PACKET_BYTES} bytes ${where}`,
  got: `${bytes.length} bytes`,
});
