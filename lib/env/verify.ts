import { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const VerifyEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  /** User `rides`: reads windows, states and rides. */
  SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: z.string().min(1),
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
});

/** What is needed to lay what is derived beside what is stored. */
export const readVerifyEnvironment = (): z.infer<typeof VerifyEnvironment> =>
  readEnvironment(VerifyEnvironment, process.env);
