import { Kafka, logLevel } from "kafkajs";
import type { Logger } from "@/lib/log";

export type { Kafka };

/** Faults that kafkajs reports as errors while it mends them by itself. */
const ORDINARY =
  /rebalanc|coordinator|leader|Connection (timeout|error)|heartbeat|Response .*(without match|UNKNOWN_MEMBER)/i;

/** A Kafka client whose own log lines go to ours, at a level that fits what happened. */
export function createKafka(options: { brokers: readonly string[]; clientId: string; log: Logger }): Kafka {
  process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, logger: _logger, timestamp: _timestamp, ...fields } }) => {
        const line = { kafka: fields.error ?? fields.groupId ?? fields.broker };
        if (level === logLevel.ERROR && !ORDINARY.test(message)) options.log.error(line, message);
        else options.log.debug(line, message);
      },
  });
}
