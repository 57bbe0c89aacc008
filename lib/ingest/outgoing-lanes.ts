import type { Names } from "@/lib/domain/names";
import { HEADER, type Source } from "@/lib/domain/packet";
import { formatTraceparent, type TraceContext } from "@/lib/domain/trace-context";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Span } from "@/lib/trace/span";
import type { OutgoingPacket } from "./split-packet";

export type OutgoingPackets = readonly {
  readonly bikeId: string;
  readonly source: Source;
  readonly part: OutgoingPacket;
}[];

/** What the edge says of an upload in the headers of its packets. */
export interface Arrival {
  readonly receivedAtMs: number;
  readonly batchId: string;
  readonly sender: { readonly clientId: string };
  readonly clientVersion: string | null;
  /** Who signed what a phone recorded; null where nobody did. */
  readonly riderId: string | null;
  readonly trace: TraceContext;
  /** Null where the trace is not recorded. */
  readonly span: Span | null;
}

/** What of an upload goes into one topic. */
interface OutgoingLane {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
  /** Its publication; whoever reads the messages goes on from there. */
  readonly span: Span | null;
}

/** The topics that an upload goes to, and what goes there. */
export function outgoingLanes({ topics }: Names, packets: OutgoingPackets, arrival: Arrival): OutgoingLane[] {
  const laneOf = (topic: string, lane: OutgoingPacket["lane"]) =>
    outgoingLane(
      topic,
      packets.filter(({ part }) => part.lane === lane),
      arrival,
    );
  const lanes = [laneOf(topics.telemetry, "live"), laneOf(topics.telemetryLate, "late")];
  return lanes.filter((lane) => lane !== null);
}

function outgoingLane(topic: string, packets: OutgoingPackets, arrival: Arrival): OutgoingLane | null {
  if (packets.length === 0) return null;
  const attributes = {
    "messaging.system": "kafka",
    "messaging.operation.type": "send",
    "messaging.destination.name": topic,
    "messaging.batch.message_count": packets.length,
  };
  const span = arrival.span?.child({ name: `publish ${topic}`, kind: "producer", attributes }) ?? null;
  const headers = headersOf(arrival, span?.context ?? arrival.trace);
  const { riderId } = arrival;
  const signed = riderId === null ? headers : { ...headers, [HEADER.rider]: riderId };
  const messages = packets.map(({ bikeId, source, part }) => ({
    ...{ key: bikeId, value: part.bytes, headers: source === "app" ? signed : headers },
  }));
  return { topic, messages, span };
}

function headersOf(arrival: Arrival, trace: TraceContext): Record<string, string> {
  return {
    [HEADER.receivedAt]: String(arrival.receivedAtMs),
    [HEADER.ingestClient]: arrival.sender.clientId,
    [HEADER.batchId]: arrival.batchId,
    [HEADER.trace]: formatTraceparent(trace),
    ...(arrival.clientVersion === null ? {} : { [HEADER.clientVersion]: arrival.clientVersion }),
  };
}
