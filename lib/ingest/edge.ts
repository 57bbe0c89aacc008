import { randomBytes } from "node:crypto";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import type { OutgoingPacket } from "./split-packet";

/** Nobody waits longer for a receipt; the upload is then sent again, which is safe. */
const ACKNOWLEDGE_WITHIN_MS = 5_000;
/** Of memory, that of whole uploads: a message of a few bytes keeps the body that it is a part of. */
const MAX_UNACKNOWLEDGED_BYTES = 128 * 1024 * 1024;

interface Arrival {
  readonly receivedAtMs: number;
  readonly batchId: string;
  readonly sender: { readonly clientId: string };
  readonly clientVersion: string | null;
  readonly trace: string | null;
  readonly memory: { readonly keptBytes: number };
}

/** The edge's way into Kafka. */
export interface Edge {
  readonly serviceEpochMs: number;
  /**
   * Resolves when the broker has acknowledged every packet.
   * @throws AppError `unavailable` within seconds when it did not; parts may be in.
   */
  publish(
    packets: readonly { readonly bikeId: string; readonly part: OutgoingPacket }[],
    arrival: Arrival,
  ): Promise<void>;
  close(): Promise<void>;
}

/** @param connect makes a connected publisher; called again at the next upload when it failed. */
export function createEdge(options: {
  names: Names;
  serviceEpochMs: number;
  connect: () => Promise<Publisher>;
}): Edge {
  const { topics } = options.names;
  let publisher: Promise<Publisher> | undefined;
  let unacknowledgedBytes = 0;

  const connected = (): Promise<Publisher> => {
    if (!publisher) {
      const connecting = options.connect();
      publisher = connecting;
      connecting.catch(() => {
        if (publisher === connecting) publisher = undefined;
      });
    }
    return publisher;
  };

  async function send(lanes: readonly Lane[]): Promise<void> {
    const ready = await connected();
    await Promise.all(lanes.map(({ topic, messages }) => ready.publish(topic, messages)));
  }

  return {
    serviceEpochMs: options.serviceEpochMs,
    async publish(packets, arrival) {
      const headers = headersOf(arrival);
      const laneOf = (lane: OutgoingPacket["lane"]): Lane => ({
        topic: lane === "live" ? topics.telemetry : topics.telemetryLate,
        messages: packets
          .filter(({ part }) => part.lane === lane)
          .map(({ bikeId, part }) => ({ key: bikeId, value: part.bytes, headers })),
      });
      const lanes = [laneOf("live"), laneOf("late")].filter(({ messages }) => messages.length > 0);
      const bytes = arrival.memory.keptBytes;
      if (unacknowledgedBytes + bytes > MAX_UNACKNOWLEDGED_BYTES)
        throw notAcknowledged("too much is waiting");
      unacknowledgedBytes += bytes;
      const sending = send(lanes).finally(() => {
        unacknowledgedBytes -= bytes;
      });
      await within(sending, ACKNOWLEDGE_WITHIN_MS);
    },
    async close() {
      const open = await publisher?.catch(() => undefined);
      await open?.disconnect();
    },
  };
}

interface Lane {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
}

function headersOf(arrival: Arrival): Record<string, string> {
  return {
    [HEADER.receivedAt]: String(arrival.receivedAtMs),
    [HEADER.ingestClient]: arrival.sender.clientId,
    [HEADER.batchId]: arrival.batchId,
    [HEADER.trace]: arrival.trace ?? newTrace(),
    ...(arrival.clientVersion === null ? {} : { [HEADER.clientVersion]: arrival.clientVersion }),
  };
}

/** A W3C trace context of our own, not sampled. */
const newTrace = (): string => `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`;

async function within(sending: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(notAcknowledged("the broker did not acknowledge in time")), limitMs);
  });
  try {
    await Promise.race([sending, tooLong]);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw notAcknowledged("the broker cannot be reached", cause);
  } finally {
    clearTimeout(timer);
    sending.catch(() => undefined);
  }
}

const notAcknowledged = (reason: string, cause?: unknown): AppError =>
  new AppError("unavailable", `the upload was not taken: ${reason}; send it again`, {
    retryAfterSeconds: 5,
    cause,
  });
