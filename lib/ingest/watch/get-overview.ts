import { type Figure, greatestBy, where } from "@/lib/domain/measured";
import type { MetricsSample } from "@/lib/domain/metrics-sample";
import { LATENESS_CLASSES } from "@/lib/domain/placing";
import { bucketsOf, quantileOf } from "@/lib/domain/quantile";
import { measuredAt } from "./measured-at";
import type { BinView, MetricsHistory } from "./metrics-history";

const LIVE = "telemetry";
const NOW_MS = 60_000;
/** Over so long it is looked whether a backlog shrinks. */
const SHRINKS_MINUTES = 2;
const DAY_SECONDS = 86_400;

/** One stretch of time; readings per second by lane, seconds behind of the live lane, records not committed. */
export interface IngestPoint {
  readonly atMs: number;
  readonly live: number | null;
  readonly late: number | null;
  readonly behindP50: number | null;
  readonly behindP99: number | null;
  readonly backlog: number | null;
}

export interface LaneBacklog {
  readonly lane: string;
  readonly records: number;
  /**
   * Until it is worked off at the rate at which it shrinks; null while it does not, or would take over a day, and where all
   * of it came within the last minute: that is on its way, more of it now and less then.
   */
  readonly secondsToGo: number | null;
}

export interface IngestOverview {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the last minute; null where nothing was measured. */
  readonly now: Omit<IngestPoint, "atMs">;
  readonly backlogByLane: readonly LaneBacklog[];
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

/** What the workers measured in [fromMs, toMs) in stretches of `stepMs`, as Prometheus would have scraped it. */
export function getIngestOverview(
  history: MetricsHistory,
  range: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
): IngestOverview {
  const { fromMs, toMs, stepMs } = range;
  const bins = history.view(fromMs, toMs, stepMs);
  const lastMinute = history.view(toMs - NOW_MS, toMs);
  const processes = history.processes(toMs);
  const latest = (name: string) =>
    processes.flatMap(({ values }) => values.filter((value) => value.name === name));
  const ages = latest(AGE);
  const told = history.view(fromMs, toldUntil(history, processes, toMs, stepMs), stepMs);
  const backlog = withTimeToGo(backlogByLane(latest(LAG)), ages, history, toMs);
  const lateness = sumBy(bins, "slipstream_lateness_readings_total", "class");
  return {
    fromMs,
    toMs,
    now: { ...pointOf(lastMinute, NOW_MS), backlog: sumOf(backlog) },
    backlogByLane: backlog,
    oldestSeconds: Math.max(0, ...ages.map(({ value }) => value)),
    workers: processes.length,
    waits: [...new Set(processes.flatMap(({ waits }) => waits))],
    gapRecords: Math.round(total(bins.flatMap((bin) => bin.grown("slipstream_gap_records_total")))),
    points: told.map((bin) => ({ atMs: bin.atMs, ...pointOf([bin], bin.lengthMs) })),
    outcomes: sumBy(bins, READINGS, "outcome"),
    lateness: LATENESS_CLASSES.map(({ key }) => ({ key, readings: lateness[key] ?? 0 })),
  };
}

/**
 * The end of the last stretch that is over; in the one that is under way, of what every process told. What is not told yet
 * would be shown as a fall.
 */
function toldUntil(
  history: MetricsHistory,
  processes: readonly MetricsSample[],
  toMs: number,
  stepMs: number,
): number {
  const slowestMs = Math.min(toMs, ...processes.map(({ at_ms }) => at_ms));
  return Math.max(Math.floor(toMs / stepMs) * stepMs, history.binAt(slowestMs) * history.binMs);
}

const READINGS = "slipstream_readings_total";
const LAG = "slipstream_consumer_lag_records";
const AGE = "slipstream_uncommitted_age_seconds";
const BEHIND = "slipstream_freshness_seconds_bucket";
const laneOf = ({ labels }: Figure): string => labels.lane ?? "";
const total = (values: readonly Figure[]): number => values.reduce((sum, { value }) => sum + value, 0);

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
const backlogByLane = (lags: readonly Figure[]): readonly Omit<LaneBacklog, "secondsToGo">[] =>
  greatestBy(["lane"], lags).map(({ labels, value }) => ({ lane: labels.lane ?? "", records: value }));

function withTimeToGo(
  backlog: readonly Omit<LaneBacklog, "secondsToGo">[],
  ages: readonly Figure[],
  history: MetricsHistory,
  nowMs: number,
): readonly LaneBacklog[] {
  const slopes = measuredAt(history, history.binAt(nowMs) + 1).slopes(LAG, SHRINKS_MINUTES);
  const perSecond = greatestBy(["lane"], slopes);
  return backlog.map(({ lane, records }) => {
    const [slope] = where(perSecond, { lane });
    const isOld = where(ages, { lane }).some(({ value }) => value > 0);
    const seconds = isOld && slope && slope.value < 0 && records > 0 ? records / -slope.value : null;
    return { lane, records, secondsToGo: seconds !== null && seconds < DAY_SECONDS ? seconds : null };
  });
}

const sumOf = (backlog: readonly { readonly records: number }[]): number | null =>
  backlog.length === 0 ? null : backlog.reduce((sum, { records }) => sum + records, 0);

function sumBy(bins: readonly BinView[], name: string, label: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { labels, value } of bins.flatMap((bin) => bin.grown(name)))
    sums[labels[label] ?? ""] = (sums[labels[label] ?? ""] ?? 0) + value;
  return Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, Math.round(sum)]));
}
