import { z } from "zod";
import { readEnvironment } from "./read";
import { ReportsEnvironment, ReportZone } from "./reports";
import { StoresEnvironment } from "./stores";

const VerifyEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  /** User `rides`: reads windows, states and rides. */
  SLIPSTREAM_ELASTICSEARCH_RIDES_PASSWORD: z.string().min(1),
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
});

/** What is needed to lay what is derived beside what is stored. */
export const readVerifyEnvironment = (): z.infer<typeof VerifyEnvironment> =>
  readEnvironment(VerifyEnvironment, process.env);

const VerifyStateEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  /** User `ingest`: reads windows, states and the quarantine. */
  SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD: z.string().min(1),
});

/** What is needed to lay latest states beside the readings that they are the newest values of. */
export const readVerifyStateEnvironment = (): z.infer<typeof VerifyStateEnvironment> =>
  readEnvironment(VerifyStateEnvironment, process.env);

const VerifyProjectionEnvironment = StoresEnvironment.omit({ SLIPSTREAM_KAFKA_BROKERS: true }).extend({
  ...ReportsEnvironment.shape,
  SLIPSTREAM_REPORT_ZONE: ReportZone,
});

/** What is needed to lay consented rides beside what they are made from. */
export const readVerifyProjectionEnvironment = (): z.infer<typeof VerifyProjectionEnvironment> =>
  readEnvironment(VerifyProjectionEnvironment, process.env);
