import { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const Elasticsearch = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true });
const ListEnvironment = Elasticsearch.extend({
  /** User `repair`: lists windows. */
  SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: z.string().min(1),
});
const SealEnvironment = Elasticsearch.extend({
  /** User `maintenance`: seals windows, replaces and removes what they hold. */
  SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD: z.string().min(1),
});

/** What is needed to see which windows there are. */
export const readListEnvironment = (): z.infer<typeof ListEnvironment> =>
  readEnvironment(ListEnvironment, process.env);

/** What is needed to seal windows. */
export const readSealEnvironment = (): z.infer<typeof SealEnvironment> =>
  readEnvironment(SealEnvironment, process.env);
