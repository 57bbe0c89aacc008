import { type Admin, Kafka, type KafkaMessage, logLevel } from "kafkajs";
import type { Logger } from "@/lib/log";
import { levelOfLine } from "./level-of-line";

export type { Admin, Kafka, KafkaMessage };

/** A Kafka client whose own log lines go to ours, at a level that fits what happened. */
export function createKafka(options: {
  brokers: readonly string[];
  clientId: string;
  log: Logger;
  /** How long an answer may take, ms. */
  requestTimeoutMs?: number;
}): Kafka {
  process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: { message, logger: _logger, timestamp: _timestamp, ...fields } }) => {
        const line = { kafka: fields.error ?? fields.groupId ?? fields.broker };
        options.log[level === logLevel.ERROR ? levelOfLine(message, fields.error) : "debug"](line, message);
      },
  });
}
