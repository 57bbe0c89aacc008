import type { IngestStatus } from "@/lib/domain/ingest-status";
import { MetricsSample } from "@/lib/domain/metrics-sample";
import { namesIn } from "@/lib/domain/names";
import { createKafka } from "@/lib/kafka/client";
import { followTopic } from "@/lib/kafka/follow-topic";
import type { Logger } from "@/lib/log";
import { type AlarmStory, getAlarms } from "./get-alarms";
import { getIngestOverview, type IngestOverview } from "./get-overview";
import { getIngestStatus } from "./get-status";
import { MetricsHistory } from "./metrics-history";

const HOUR_MS = 3_600_000;
const BIN_MS = 10_000;
const BINS = (24 * HOUR_MS) / BIN_MS;
/** Points of a chart: so many seconds each where that is not too many of them, and else more. */
const FINE_UP_TO_MS = HOUR_MS / 2;
const COARSE_MS = 120_000;

export interface IngestWatch {
  /** From `fromMs` until now, finer where that is short. */
  overview(fromMs: number, nowMs: number): IngestOverview;
  /** Alarms that rang from `fromMs` until now, or do; looked at anew every ten seconds, as a day takes a tenth of one. */
  alarms(fromMs: number, nowMs: number): readonly AlarmStory[];
  status(nowMs: number): IngestStatus;
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
  const history = new MetricsHistory(BIN_MS, BINS);
  let alarms: { readonly key: string; readonly stories: readonly AlarmStory[] } | null = null;
  const reader = followTopic(
    createKafka({ brokers, clientId: "ingest-watch", log }),
    { topic, from: Date.now() - 24 * HOUR_MS, maxBytesPerPartition: 1_048_576, log },
    (messages) => {
      for (const { value, offset } of messages) {
        const sample = sampleIn(value);
        if (!sample) log.warn({ topic, offset }, "a sample of metrics cannot be read");
        else history.add(sample);
      }
    },
  );
  return {
    overview: (fromMs, nowMs) =>
      getIngestOverview(history, {
        fromMs,
        toMs: nowMs,
        stepMs: nowMs - fromMs <= FINE_UP_TO_MS ? BIN_MS : COARSE_MS,
      }),
    alarms: (fromMs, nowMs) => {
      const key = `${history.binAt(fromMs)} ${history.binAt(nowMs)}`;
      if (alarms?.key !== key) alarms = { key, stories: getAlarms(history, fromMs, nowMs) };
      return alarms.stories;
    },
    status: (nowMs) => getIngestStatus(history, reader.isCaughtUp && reader.isConnected, nowMs),
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
