import { randomUUID } from "node:crypto";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { placeOf } from "@/lib/domain/placing";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import type { SentPacket } from "../sent-packet";
import type { Send } from "./send";

/** Past the edge, straight into the lanes, in the edge's own form: to load what lies behind it. */
export const kafkaSend =
  (publisher: Publisher, { topics }: Names, now: () => number = Date.now): Send =>
  async (packets) => {
    const receivedAtMs = now();
    const headers = {
      [HEADER.receivedAt]: String(receivedAtMs),
      [HEADER.ingestClient]: "simulator",
      [HEADER.batchId]: randomUUID(),
    };
    const messagesOf = (isLive: boolean): OutgoingMessage[] =>
      packets.flatMap((packet) => {
        const part = partOf(packet, isLive, receivedAtMs);
        return part ? [{ key: part.bike_id, value: JSON.stringify(part), headers }] : [];
      });
    await Promise.all([
      publisher.publish(topics.telemetry, messagesOf(true)),
      publisher.publish(topics.telemetryLate, messagesOf(false)),
    ]);
    const readings = packets.reduce((sum, packet) => sum + packet.readings.length, 0);
    return { readings, refusedPackets: 0, faults: 0 };
  };

function partOf(packet: SentPacket, isLive: boolean, receivedAtMs: number): SentPacket | null {
  const readings = packet.readings.filter(
    ({ t }) => (typeof t === "number" && placeOf(t, receivedAtMs) === "live") === isLive,
  );
  if (readings.length === packet.readings.length) return packet;
  return readings.length > 0 ? { ...packet, readings } : null;
}
