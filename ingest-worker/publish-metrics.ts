import { randomUUID } from "node:crypto";
import { type MetricsSample, type MetricValue, SAMPLE_EVERY_MS } from "@/lib/domain/metrics-sample";
import type { Names } from "@/lib/domain/names";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import type { Metrics } from "./metrics";
import { repeat } from "./repeat";

const OWN = /^slipstream_/;
/** Screens show lanes; partitions are for Prometheus. */
const SUMMED = "partition";

/**
 * Tells the topic of metrics what this process measures, every few seconds; what cannot be told is not told later.
 * @returns stops it, and tells that this process leaves, so that nobody misses it.
 */
export function publishMetrics(
  metrics: Metrics,
  waits: () => readonly string[],
  sink: {
    readonly publisher: Publisher;
    readonly names: Names;
    readonly instance: string;
    readonly takesReadings: boolean;
    readonly log: Logger;
    readonly now: () => number;
  },
): () => Promise<void> {
  const { publisher, names, instance, takesReadings, log, now } = sink;
  const process = randomUUID();
  const startedMs = now();
  const publish = async (leaves = false) => {
    const sample: MetricsSample = {
      process,
      instance,
      at_ms: now(),
      uptime_s: (now() - startedMs) / 1_000,
      values: valuesOf(await metrics.registry.getMetricsAsJSON()),
      waits: leaves ? [] : [...waits()],
      leaves,
      takes_readings: takesReadings,
    };
    await publisher.publish(names.topics.metrics, [{ key: process, value: JSON.stringify(sample) }]);
  };
  const onFault = (fault: unknown) =>
    log.warn({ fault: String(fault) }, "metrics were not told to their topic");
  const stop = repeat(SAMPLE_EVERY_MS, () => publish(), onFault);
  return async () => {
    stop();
    await publish(true).catch(onFault);
  };
}

interface Scraped {
  readonly name: string;
  readonly values: readonly {
    readonly metricName?: string;
    readonly labels: Readonly<Partial<Record<string, string | number>>>;
    readonly value: number;
  }[];
}

/** The product's own metrics, with the partitions of each summed. */
export function valuesOf(scraped: readonly Scraped[]): MetricValue[] {
  const sums = new Map<string, MetricValue>();
  for (const metric of scraped.filter(({ name }) => OWN.test(name)))
    for (const { metricName, labels, value } of metric.values) {
      const kept = Object.entries(labels)
        .filter(([label]) => label !== SUMMED)
        .map(([label, text]) => [label, String(text)] as const);
      const one: MetricValue = { name: metricName ?? metric.name, labels: Object.fromEntries(kept), value };
      const key = JSON.stringify([one.name, kept.sort()]);
      const sum = sums.get(key);
      if (sum) sum.value += value;
      else sums.set(key, one);
    }
  return [...sums.values()];
}
