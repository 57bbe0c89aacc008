import type { Names } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import type { Publisher } from "@/lib/kafka/publisher";
import { spanning } from "@/lib/trace/spanning";
import { type Arrival, type OutgoingPackets, outgoingLanes } from "./outgoing-lanes";
import type { Telling } from "./upload-trail";

/** Nobody waits longer for a receipt; the upload is then sent again, which is safe. */
const ACKNOWLEDGE_WITHIN_MS = 5_000;
/** Of memory, that of whole uploads: a message of a few bytes keeps the body that it is a part of. */
const MAX_UNACKNOWLEDGED_BYTES = 128 * 1024 * 1024;

/** An upload on its way, and what it keeps in memory. */
type OutgoingUpload = Arrival & { readonly memory: { readonly keptBytes: number } };

/** The edge's way into Kafka. */
export interface Edge {
  readonly serviceEpochMs: number;
  readonly telling: Telling;
  /**
   * Resolves when the broker has acknowledged every packet.
   * @throws AppError `unavailable` within seconds when it did not; parts may be in.
   */
  publish(packets: OutgoingPackets, upload: OutgoingUpload): Promise<void>;
  close(): Promise<void>;
}

/** @param connect makes a connected publisher; called again at the next upload when it failed. */
export function createEdge(options: {
  names: Names;
  serviceEpochMs: number;
  telling: Telling;
  connect: () => Promise<Publisher>;
}): Edge {
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

  async function send(packets: OutgoingPackets, upload: OutgoingUpload): Promise<void> {
    await Promise.all(
      outgoingLanes(options.names, packets, upload).map(({ topic, messages, span }) =>
        spanning(span, async () => (await connected()).publish(topic, messages)),
      ),
    );
  }

  return {
    serviceEpochMs: options.serviceEpochMs,
    telling: options.telling,
    async publish(packets, upload) {
      const bytes = upload.memory.keptBytes;
      if (unacknowledgedBytes + bytes > MAX_UNACKNOWLEDGED_BYTES)
        throw notAcknowledged("too much is waiting");
      unacknowledgedBytes += bytes;
      const sending = send(packets, upload).finally(() => {
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
