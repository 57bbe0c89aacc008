import { type Database, openDatabase } from "@/lib/db/client";
import { type Names, namesIn } from "@/lib/domain/names";
import type { RepairEnvironment } from "@/lib/env/repair";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";

/** What repairs are made on: the servers of one installation. */
export interface RepairStores {
  readonly names: Names;
  readonly kafka: Kafka;
  /** User `repair`. */
  readonly es: Elasticsearch;
  readonly db: Database;
  readonly serviceEpochMs: number;
  readonly log: Logger;
  /** Connects at its first use. */
  publisher(): Promise<Publisher>;
}

/** Reaches for a server when it is first needed. */
export function openRepairStores(
  environment: RepairEnvironment,
  log: Logger,
): { readonly stores: RepairStores; close(): Promise<void> } {
  const kafka = createKafka({ brokers: environment.SLIPSTREAM_KAFKA_BROKERS, clientId: "repair", log });
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL,
    username: "repair",
    password: environment.SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD,
  });
  const database = openDatabase(environment.SLIPSTREAM_DATABASE_URL);
  let connecting: Promise<Publisher> | undefined;
  const stores: RepairStores = {
    names: namesIn(environment.SLIPSTREAM_NAMESPACE),
    kafka,
    es,
    db: database.db,
    serviceEpochMs: Date.parse(environment.SLIPSTREAM_SERVICE_EPOCH),
    log,
    publisher: () => {
      connecting ??= createPublisher(kafka, { retries: 3 });
      return connecting;
    },
  };
  return {
    stores,
    async close() {
      const publisher = await connecting?.catch(() => undefined);
      await Promise.all([publisher?.disconnect(), es.close(), database.close()]);
    },
  };
}
