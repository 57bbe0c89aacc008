import { MetricsSample } from "@/lib/domain/metrics-sample";
import { namesIn } from "@/lib/domain/names";
import { createKafka } from "@/lib/kafka/client";
import { followTopic } from "@/lib/kafka/follow-topic";
import type { Logger } from "@/lib/log";
import { getIngestOverview, type IngestOverview } from "./get-overview";
import { MetricsHistory } from "./metrics-history";

const HOUR_MS = 3_600_000;
const FINE_MS = 10_000;
const FINE_BINS = 180;
const COARSE_MS = 120_000;
const COARSE_BINS = 720;

export interface IngestWatch {
  /** The last `lengthMs`, finer where it is short. */
  overview(lengthMs: number, nowMs: number): IngestOverview;
  /** Whether all that was told before the start has been read. */
  readonly isReady: boolean;
  stop(): Promise<void>;
}

/** Follows what the workers measure, from a day ago on. */
export function watchIngest(options: {
  readonly brokers: readonly string[];
  readonly namespace: string;
  readonly log: Logger;
}): IngestWatch {
  const { brokers, namespace, log } = options;
  const topic = namesIn(namespace).topics.metrics;
  const fine = new MetricsHistory(FINE_MS, FINE_BINS);
  const coarse = new MetricsHistory(COARSE_MS, COARSE_BINS);
  const reader = followTopic(
    createKafka({ brokers, clientId: "ingest-watch", log }),
    { topic, from: Date.now() - 24 * HOUR_MS, maxBytesPerPartition: 1_048_576, log },
    (messages) => {
      for (const { value, offset } of messages) {
        const sample = sampleIn(value);
        if (!sample) log.warn({ topic, offset }, "a sample of metrics cannot be read");
        else for (const history of [fine, coarse]) history.add(sample);
      }
    },
  );
  return {
    overview: (lengthMs, nowMs) =>
      getIngestOverview(
        lengthMs <= FINE_MS * FINE_BINS ? fine : coarse,
        { fromMs: nowMs - lengthMs, toMs: nowMs },
        fine,
      ),
    get isReady() {
      return reader.isCaughtUp;
    },
    stop: () => reader.stop(),
  };
}

function sampleIn(value: Buffer | null): MetricsSample | null {
  try {
    return MetricsSample.safeParse(JSON.parse(String(value))).data ?? null;
  } catch {
    return null;
  }
}
