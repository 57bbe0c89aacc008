import type { Names } from "@/lib/domain/names";
import type { WorkerEnvironment } from "@/lib/env/worker";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import type { Logger } from "@/lib/log";
import type { Holds } from "../holds";
import { TOMBSTONE_LEASE_MS, Tombstones } from "./tombstones";

/** What is told of a lease is of use only if it is told soon. */
const ANSWERS_WITHIN_MS = 4_000;

/** The tombstones of an installation, to be started before the first reading is taken over. */
export function openTombstones(
  { SLIPSTREAM_KAFKA_BROKERS: brokers }: Pick<WorkerEnvironment, "SLIPSTREAM_KAFKA_BROKERS">,
  { topics, namespace }: Names,
  around: { readonly holds: Holds; readonly log: Logger; readonly elapsedMs: () => number },
): { readonly erased: Tombstones; start(kafka: Kafka): Promise<void> } {
  const erased = new Tombstones({ topic: topics.erasures, leaseMs: TOMBSTONE_LEASE_MS, ...around });
  const quick = createKafka({
    ...{ brokers, clientId: `${namespace}-worker`, requestTimeoutMs: ANSWERS_WITHIN_MS },
    log: around.log,
  });
  return { erased, start: (kafka) => erased.start(kafka, quick) };
}
