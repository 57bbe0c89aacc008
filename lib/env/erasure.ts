import { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const AskEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  /** User `operations`: reads which rides there are. */
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: z.string().min(1),
});
const ReapplyEnvironment = StoresEnvironment.extend({
  /** User `maintenance`: removes what is projected anew. */
  SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD: z.string().min(1),
});

/** What is needed to have a rider erased. */
export const readAskEnvironment = (): z.infer<typeof AskEnvironment> =>
  readEnvironment(AskEnvironment, process.env);

/** What is needed to do again, after a restore, what the topics tell. */
export const readReapplyEnvironment = (): z.infer<typeof ReapplyEnvironment> =>
  readEnvironment(ReapplyEnvironment, process.env);
