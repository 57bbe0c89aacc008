import { namesIn } from "@/lib/domain/names";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import { createEdge, type Edge } from "./edge";

/** The edge of an installation. Connects at the first upload, and again at the next one when that failed. */
export function openEdge(options: {
  brokers: readonly string[];
  namespace: string;
  serviceEpochMs: number;
  log: Logger;
}): Edge {
  const kafka = createKafka({ brokers: options.brokers, clientId: "edge", log: options.log });
  return createEdge({
    names: namesIn(options.namespace),
    serviceEpochMs: options.serviceEpochMs,
    connect: () => createPublisher(kafka, { retries: 3 }),
  });
}
