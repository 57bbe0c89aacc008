import type { MetricValue } from "@/lib/domain/metrics-sample";
import { LATENESS_CLASSES } from "@/lib/domain/placing";
import type { BinView, MetricsHistory } from "./metrics-history";
import { type Bucket, quantileOf } from "./quantile";

const LIVE = "telemetry";
const NOW_MS = 60_000;

/** One stretch of time; readings per second by lane, seconds behind of the live lane, records not committed. */
export interface IngestPoint {
  readonly atMs: number;
  readonly live: number | null;
  readonly late: number | null;
  readonly behindP50: number | null;
  readonly behindP99: number | null;
  readonly backlog: number | null;
}

export interface IngestOverview {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the last minute; null where nothing was measured. */
  readonly now: Omit<IngestPoint, "atMs">;
  readonly backlogByLane: readonly { readonly lane: string; readonly records: number }[];
  /** At least how old the oldest record is that is not committed, seconds. */
  readonly oldestSeconds: number;
  readonly workers: number;
  /** What workers wait for, each once. */
  readonly waits: readonly string[];
  /** Records that retention deleted before they were read. */
  readonly gapRecords: number;
  readonly points: readonly IngestPoint[];
  /** Readings of the range by what became of them. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Readings of the range by how late they came. */
  readonly lateness: readonly { readonly key: string; readonly readings: number }[];
}

/** What the workers measured in [fromMs, toMs), as Prometheus would have scraped it. */
export function getIngestOverview(
  history: MetricsHistory,
  range: { readonly fromMs: number; readonly toMs: number },
  recent: MetricsHistory,
): IngestOverview {
  const { fromMs, toMs } = range;
  const bins = history.view(fromMs, toMs);
  const lastMinute = recent.view(toMs - NOW_MS, toMs);
  const processes = recent.processes(toMs);
  const latest = (name: string) =>
    processes.flatMap(({ values }) => values.filter((value) => value.name === name));
  const backlog = backlogByLane(latest(LAG));
  const lateness = sumBy(bins, "slipstream_lateness_readings_total", "class");
  return {
    fromMs,
    toMs,
    now: { ...pointOf(lastMinute, NOW_MS), backlog: sumOf(backlog) },
    backlogByLane: backlog,
    oldestSeconds: Math.max(0, ...latest("slipstream_uncommitted_age_seconds").map(({ value }) => value)),
    workers: processes.length,
    waits: [...new Set(processes.flatMap(({ waits }) => waits))],
    gapRecords: Math.round(total(bins.flatMap((bin) => bin.grown("slipstream_gap_records_total")))),
    points: bins.map((bin) => ({ atMs: bin.atMs, ...pointOf([bin], history.binMs) })),
    outcomes: sumBy(bins, READINGS, "outcome"),
    lateness: LATENESS_CLASSES.map(({ key }) => ({ key, readings: lateness[key] ?? 0 })),
  };
}

const READINGS = "slipstream_readings_total";
const LAG = "slipstream_consumer_lag_records";
const BEHIND = "slipstream_freshness_seconds_bucket";
const laneOf = ({ labels }: MetricValue): string => labels.lane ?? "";
const total = (values: readonly MetricValue[]): number => values.reduce((sum, { value }) => sum + value, 0);

function pointOf(bins: readonly BinView[], lengthMs: number): Omit<IngestPoint, "atMs"> {
  const lags = bins.at(-1)?.gauges(LAG) ?? [];
  const isMeasured = bins.some((bin) => bin.isMeasured);
  const readings = bins.flatMap((bin) => bin.grown(READINGS));
  const perSecond = (isLive: boolean) =>
    isMeasured
      ? total(readings.filter((value) => (laneOf(value) === LIVE) === isLive)) / (lengthMs / 1_000)
      : null;
  const buckets = bucketsOf(
    bins.flatMap((bin) => bin.grown(BEHIND)).filter((value) => laneOf(value) === LIVE),
  );
  return {
    live: perSecond(true),
    late: perSecond(false),
    behindP50: quantileOf(buckets, 0.5),
    behindP99: quantileOf(buckets, 0.99),
    backlog: sumOf(backlogByLane(lags)),
  };
}

/** Every worker measures all partitions: the greatest is the newest, as far as they differ. */
function backlogByLane(lags: readonly MetricValue[]): { readonly lane: string; readonly records: number }[] {
  const lanes = new Map<string, number>();
  for (const value of lags) lanes.set(laneOf(value), Math.max(lanes.get(laneOf(value)) ?? 0, value.value));
  return [...lanes].map(([lane, records]) => ({ lane, records }));
}

const sumOf = (backlog: readonly { readonly records: number }[]): number | null =>
  backlog.length === 0 ? null : backlog.reduce((sum, { records }) => sum + records, 0);

function bucketsOf(values: readonly MetricValue[]): Bucket[] {
  const counts = new Map<number, number>();
  for (const { labels, value } of values) {
    const le = labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels.le);
    counts.set(le, (counts.get(le) ?? 0) + value);
  }
  return [...counts].map(([le, count]) => ({ le, count }));
}

function sumBy(bins: readonly BinView[], name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { labels, value } of bins.flatMap((bin) => bin.grown(name)))
    sums[labels[label] ?? ""] = (sums[labels[label] ?? ""] ?? 0) + value;
  return Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, Math.round(sum)]));
}
