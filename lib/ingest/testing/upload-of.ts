import { namesIn } from "@/lib/domain/names";
import { DEFAULT_SERVICE_EPOCH_MS } from "@/lib/domain/placing";
import type { Publisher } from "@/lib/kafka/publisher";
import { createEdge, type Edge } from "../edge";
import type { UploadFormat } from "../packet-slices";
import type { Upload } from "../upload";
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
      confirm: async () => undefined,
      ...sender,
    },
    memory,
    clientVersion: null,
    trace: null,
  };
}

/** An edge whose broker is a function. */
export const edgeInto = (publish: Publisher["publish"]): Edge =>
  createEdge({
    names: namesIn("slipstream"),
    serviceEpochMs: DEFAULT_SERVICE_EPOCH_MS,
    connect: async () => ({ publish, disconnect: async () => undefined }),
  });
