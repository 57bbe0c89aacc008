import { namesIn } from "@/lib/domain/names";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import type { Publisher } from "@/lib/kafka/publisher";
import { createEdge, type Edge } from "../edge";
import type { UploadFormat } from "../packet-slices";
import type { Upload } from "../upload";
import { UploadLines } from "../upload-lines";
import { UploadMemory } from "../upload-memory";

/** An upload by a sender that may send whatever it likes, where `sender` does not say otherwise. */
export function uploadOf(
  body: Buffer,
  format: UploadFormat,
  receivedAtMs: number,
  sender: Partial<Upload["sender"]> = {},
  memory = new UploadMemory(() => undefined),
): Upload {
  return {
    body,
    format,
    receivedAtMs,
    batchId: "batch",
    sender: {
      clientId: "client",
      organisationId: "organisation",
      maySendFor: () => true,
      charge: () => undefined,
      chargeFaults: () => undefined,
      meet: () => undefined,
      confirm: async () => undefined,
      ...sender,
    },
    signature: null,
    memory,
    clientVersion: null,
    ...untraced(),
  };
}

const silent = (): void => undefined;

/** Of an upload whose trace nobody records. */
export const untraced = (): Pick<Upload, "trace" | "span"> => ({
  trace: { traceId: "a".repeat(32), spanId: "b".repeat(16), isSampled: false },
  span: null,
});

/** An edge whose broker is a function, or something that connects to one. */
export const edgeInto = (
  publish: Publisher["publish"],
  connect: () => Promise<Publisher> = async () => ({ publish, disconnect: async () => undefined }),
): Edge =>
  createEdge({
    names: namesIn("slipstream"),
    serviceEpochMs: DEFAULT_SERVICE_EPOCH_MS,
    telling: { lines: new UploadLines({ debug: silent, info: silent, error: silent }), tracer: null },
    connect,
  });
