import type { Names } from "@/lib/domain/names";
import { createLog, type Logger } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { createKafka, type Kafka } from "../client";
import { createPublisher, type Publisher } from "../publisher";

/** The topics of an installation of a suite's own, and ways to its broker. */
export interface KafkaSuite {
  readonly names: Names;
  readonly brokers: string[];
  readonly kafka: Kafka;
  readonly publisher: Publisher;
  readonly log: Logger;
}

/** @param environment as given by vitest's `inject("environment")`; disconnect the publisher at the end. */
export async function startKafkaSuite(environment: Readonly<Record<string, string>>): Promise<KafkaSuite> {
  const installation = await makeTestInstallation(environment);
  const log = createLog("tests", "silent");
  const brokers = (installation.environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  const kafka = createKafka({ brokers, clientId: "tests", log });
  return { names: installation.names, brokers, kafka, publisher: await createPublisher(kafka), log };
}
