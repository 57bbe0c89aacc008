import { z } from "zod";

/** One metric as Prometheus would scrape it at that moment. */
const MetricValue = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  value: z.number(),
});
export type MetricValue = z.infer<typeof MetricValue>;

/** What a process measures, as it tells the topic of metrics every few seconds. */
export const MetricsSample = z.object({
  /** Another one after each start. */
  process: z.string().min(1),
  /** Where it runs: the same after a start anew. */
  instance: z.string().min(1).default("worker"),
  at_ms: z.number().int(),
  uptime_s: z.number(),
  values: z.array(MetricValue),
  /** What it waits for, a sentence each; empty while it is well. */
  waits: z.array(z.string()),
  /** Whether it ends as it was told to, and is not to be missed. */
  leaves: z.boolean().default(false),
  /** Whether it brings readings into the store; another makes something of them. */
  takes_readings: z.boolean().default(true),
});
export type MetricsSample = z.infer<typeof MetricsSample>;

/** How often a process tells what it measures. */
export const SAMPLE_EVERY_MS = 10_000;
