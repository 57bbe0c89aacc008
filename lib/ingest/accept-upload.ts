import { isUtf8 } from "node:buffer";
import { type DecodedPacket, decodePacketText, type PacketFault, shown } from "@/lib/domain/decode-packet";
import type { BikeId, Source } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import { AppError } from "@/lib/errors";
import type { Edge } from "./edge";
import { packetSlices, type UploadFormat } from "./packet-slices";
import { MAX_PACKET_BYTES, type OutgoingPacket, splitPacket } from "./split-packet";
import { BoundedList, type Refusal, type UploadFault, type UploadReport } from "./upload-report";

export interface Upload {
  readonly body: Buffer;
  readonly format: UploadFormat;
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
}

/**
 * Takes an upload: each packet is decoded, allowed or refused, cut by age, and handed to Kafka. Resolves only when every
 * accepted packet is acknowledged, so the report is a receipt.
 * @throws AppError `invalid` or `forbidden` when no packet was accepted (details carry the report), `unavailable` when
 *   the broker did not acknowledge; sending the same again is always safe.
 */
export async function acceptUpload(edge: Edge, upload: Upload): Promise<UploadReport> {
  const refused = new BoundedList<Refusal>();
  const faults = new BoundedList<UploadFault>();
  const outgoing: { bikeId: string; part: OutgoingPacket }[] = [];
  const accepted = { packets: 0, readings: 0 };
  let allNotAllowed = true;

  for (const [index, bytes] of packetSlices(upload.body, upload.format).entries()) {
    const examined = examine(bytes, upload, edge.serviceEpochMs);
    if (examined.kind === "fault") {
      refused.add({ packet: index, reason: examined.reason, expected: examined.expected, got: examined.got });
      allNotAllowed &&= examined.reason === "not-allowed";
      continue;
    }
    accepted.packets++;
    accepted.readings += examined.packet.readings.length;
    for (const part of examined.parts) outgoing.push({ bikeId: examined.packet.bikeId, part });
    for (const fault of examined.packet.faults) faults.add({ packet: index, ...fault });
    for (const fault of timeFaults(examined.packet, upload.receivedAtMs, edge.serviceEpochMs)) {
      faults.add({ packet: index, ...fault });
    }
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
  await edge.publish(outgoing, upload);
  return report;
}

type Examined =
  | { readonly kind: "taken"; readonly packet: DecodedPacket; readonly parts: readonly OutgoingPacket[] }
  | (Omit<PacketFault, "reason"> & { readonly reason: Refusal["reason"] });

function examine(bytes: Buffer, upload: Upload, serviceEpochMs: number): Examined {
  if (!isUtf8(bytes)) {
    return { kind: "fault", reason: "undecodable", expected: "text in UTF-8", got: "other bytes" };
  }
  const packet = decodePacketText(bytes.toString("utf8"));
  if (packet.kind === "fault") return packet;
  if (!upload.sender.maySendFor(packet.bikeId, packet.source)) {
    return {
      kind: "fault",
      reason: "not-allowed",
      expected: "a bike and source that this client may send for",
      got: `${packet.bikeId}, ${packet.source}`,
    };
  }
  const parts = splitPacket(bytes, packet, upload.receivedAtMs, serviceEpochMs);
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
function timeFaults(
  packet: DecodedPacket,
  receivedAtMs: number,
  serviceEpochMs: number,
): Omit<UploadFault, "packet">[] {
  return packet.readings.flatMap(({ index, timeMs, raw }) => {
    if (Number.isFinite(timeMs) && placeOf(timeMs, receivedAtMs, serviceEpochMs) !== "implausible-time")
      return [];
    const sent = typeof raw === "object" && raw !== null && "t" in raw ? raw.t : undefined;
    const got = shown(Number.isFinite(timeMs) ? timeMs : sent);
    return [{ reading: index, field: "t", expected: "ms since epoch, from the service epoch on", got }];
  });
}
