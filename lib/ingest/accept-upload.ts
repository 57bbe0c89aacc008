import type { DecodedPacket, PacketFault } from "@/lib/domain/decode-packet";
import { shown } from "@/lib/domain/faults";
import type { BikeId, Source } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import type { Edge } from "./edge";
import { LongWork } from "./long-work";
import { decodeOpenPacket, openPacket } from "./open-packet";
import { MAX_PACKET_BYTES, type OutgoingPacket, splitPacket } from "./split-packet";
import { BoundedList, type Refusal, type UploadFault, type UploadReport } from "./upload-report";

/** Cut into some hundreds of packets at most, and decoded in well under a second. */
const MAX_READINGS = 100_000;

export interface Upload {
  /** Bytes of each packet. */
  readonly packets: readonly Buffer[];
  /** Edge's clock when the body was complete; the one time that placing and lateness go by. ms since epoch. */
  readonly receivedAtMs: number;
  readonly batchId: string;
  readonly sender: Sender;
  readonly clientVersion: string | null;
  readonly trace: string | null;
}
/** Who uploads, as the edge itself found out; nothing of it comes from the request's own words. */
interface Sender {
  readonly clientId: string;
  maySendFor(bikeId: BikeId, source: Source): boolean;
  /** Told of readings before they are decoded, whatever becomes of them. */
  charge(readings: number): void;
  /** Asked once more before anything is passed on. @throws AppError when this sender is no longer welcome. */
  confirm(): Promise<void>;
}

/**
 * Takes an upload: each packet is decoded, allowed or refused, cut by age, and handed to Kafka. Resolves only when every
 * accepted packet is acknowledged, so the report is a receipt.
 * @throws AppError `invalid` or `forbidden` when no packet was accepted (details carry the report), `too-large` for more
 *   than 100,000 readings, `unavailable` when the broker did not acknowledge; sending the same again is always safe.
 */
export async function acceptUpload(edge: Edge, upload: Upload): Promise<UploadReport> {
  const refused = new BoundedList<Refusal>();
  const faults = new BoundedList<UploadFault>();
  const outgoing: { bikeId: string; part: OutgoingPacket }[] = [];
  const accepted = { packets: 0, readings: 0 };
  const room = { readings: MAX_READINGS };
  const work = new LongWork();
  let allNotAllowed = true;

  for (const [index, bytes] of upload.packets.entries()) {
    if (work.isDue) await work.rest();
    const examined = await examine(bytes, upload, edge.serviceEpochMs, room, work);
    if (examined.kind === "fault") {
      const { reason, expected, got } = examined;
      refused.add(() => ({ packet: index, reason, expected, got }));
      allNotAllowed &&= reason === "not-allowed";
      continue;
    }
    const { packet, parts } = examined;
    accepted.packets++;
    accepted.readings += packet.readings.length;
    for (const part of parts) outgoing.push({ bikeId: packet.bikeId, part });
    for (const fault of packet.faults) faults.add(() => ({ packet: index, ...fault }));
    faults.total += packet.faultCount - packet.faults.length;
    addTimeFaults(faults, index, packet, upload.receivedAtMs, edge.serviceEpochMs);
  }

  const report: UploadReport = {
    batch_id: upload.batchId,
    received_at: new Date(upload.receivedAtMs).toISOString(),
    accepted,
    refused_total: refused.total,
    refused: refused.items,
    faults_total: faults.total,
    faults: faults.items,
  };
  if (accepted.packets === 0) {
    throw new AppError(allNotAllowed ? "forbidden" : "invalid", "no packet of the upload was accepted", {
      data: { ...report },
    });
  }
  await upload.sender.confirm();
  await edge.publish(outgoing, upload);
  return report;
}

type Examined =
  | { readonly kind: "taken"; readonly packet: DecodedPacket; readonly parts: readonly OutgoingPacket[] }
  | (Omit<PacketFault, "reason"> & { readonly reason: Refusal["reason"] });

async function examine(
  bytes: Buffer,
  upload: Upload,
  serviceEpochMs: number,
  room: { readings: number },
  work: LongWork,
): Promise<Examined> {
  const open = await openPacket(bytes, room.readings, work);
  if (open.kind === "fault") return open;
  const { bikeId, source, readings } = open.head;
  if (!upload.sender.maySendFor(bikeId, source)) {
    return {
      kind: "fault",
      reason: "not-allowed",
      expected: "a bike and source that this client may send for",
      got: `${bikeId}, ${source}`,
    };
  }
  room.readings -= readings.length;
  if (room.readings < 0)
    throw new AppError("too-large", `body: expected at most ${MAX_READINGS} readings in an upload, got more`);
  upload.sender.charge(readings.length);
  const packet = await decodeOpenPacket(open, work);
  if (packet.kind === "fault") return packet;
  if (work.isDue) await work.rest();
  const parts = splitPacket(bytes, packet, upload.receivedAtMs, serviceEpochMs, open.slices);
  if (!parts) {
    return {
      kind: "fault",
      reason: "too-large",
      expected: `at most ${MAX_PACKET_BYTES} bytes in one reading and beside the readings`,
      got: `${bytes.length} bytes`,
    };
  }
  return { kind: "taken", packet, parts };
}

/** Readings that cannot be placed as they are; the worker keeps them in quarantine. */
function addTimeFaults(
  faults: BoundedList<UploadFault>,
  packet: number,
  { readings }: DecodedPacket,
  receivedAtMs: number,
  serviceEpochMs: number,
): void {
  for (const { index, timeMs, raw } of readings) {
    const isTime = Number.isFinite(timeMs);
    if (isTime && placeOf(timeMs, receivedAtMs, serviceEpochMs) !== "implausible-time") continue;
    faults.add(() => {
      const sent = typeof raw === "object" && raw !== null && "t" in raw ? raw.t : undefined;
      return {
        packet,
        reading: index,
        field: "t",
        expected: "ms since epoch, from the service epoch on",
        got: shown(isTime ? timeMs : sent),
      };
    });
  }
}
