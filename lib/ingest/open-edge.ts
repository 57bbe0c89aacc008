import { namesIn } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import { unsafeTopics } from "@/lib/kafka/check-safety";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import type { Tracer } from "@/lib/trace/span";
import { createEdge, type Edge } from "./edge";
import { UploadLines } from "./upload-lines";

/**
 * The edge of an installation. Connects at the first upload, and again at the next one when that failed. A receipt says
 * that an upload is safe, so none is given for topics that could lose it, unless `acceptUnsafeTopics`.
 */
export function openEdge(options: {
  brokers: readonly string[];
  namespace: string;
  serviceEpochMs: number;
  acceptUnsafeTopics: boolean;
  log: Logger;
  tracer: Tracer | null;
}): Edge {
  const { log } = options;
  const kafka = createKafka({ brokers: options.brokers, clientId: "edge", log });
  const names = namesIn(options.namespace);
  return createEdge({
    names,
    serviceEpochMs: options.serviceEpochMs,
    telling: { lines: new UploadLines(log), tracer: options.tracer },
    connect: async () => {
      const unsafe = options.acceptUnsafeTopics ? [] : await unsafeTopics(kafka, names);
      if (unsafe.length > 0) {
        log.error({ unsafe }, "uploads are refused: their topics could lose them");
        throw new AppError("unavailable", "the topics of uploads are not safe");
      }
      return createPublisher(kafka, { retries: 3 });
    },
  });
}
