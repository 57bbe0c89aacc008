import { z } from "zod";

/** What every process that talks to the stores is told. Values come from the supervisor or the deployment. */
export const StoresEnvironment = z.object({
  /** Prefix of indices, topics and consumer groups. */
  SLIPSTREAM_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,40}$/)
    .default("slipstream"),
  SLIPSTREAM_KAFKA_BROKERS: z
    .string()
    .min(1)
    .transform((list) => list.split(",").map((broker) => broker.trim())),
  SLIPSTREAM_ELASTICSEARCH_URL: z.url(),
  SLIPSTREAM_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** Set by the supervisor of the local stack only: one broker, no replicas, demo accounts. */
  SLIPSTREAM_LOCAL_STACK: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1"),
});
