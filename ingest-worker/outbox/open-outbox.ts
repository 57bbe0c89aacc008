import { openOutboxSession } from "@/lib/db/outbox-session";
import type { Names } from "@/lib/domain/names";
import { openFencedPublisher } from "@/lib/kafka/fenced-publisher";
import type { Logger } from "@/lib/log";
import type { OutboxOptions } from "./outbox-lane";

/** How the lane comes to its database and its topic: an installation has one publisher, by whatever process. */
export function openOutbox(
  databaseUrl: string,
  { namespace, topics }: Names,
  brokers: readonly string[],
  log: Logger,
): OutboxOptions {
  const clientId = `${namespace}-outbox`;
  return {
    topic: topics.bikes,
    openSession: (onChange) => openOutboxSession(databaseUrl, onChange),
    openPublisher: () => openFencedPublisher({ brokers, clientId, log }, `${namespace}-bikes`),
  };
}
