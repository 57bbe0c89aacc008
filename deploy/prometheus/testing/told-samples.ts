import { valuesOf } from "@/ingest-worker/publish-metrics";
import { JOBS } from "@/lib/domain/alarms";
import type { Labels } from "@/lib/domain/measured";
import { type MetricsSample, SAMPLE_EVERY_MS } from "@/lib/domain/metrics-sample";
import type { Situation } from "../case-series";

const MINUTE_MS = 60_000;
/** Seconds that a worker has run which nobody says when it started. */
const LONG_S = 100_000;

interface WrittenSeries {
  readonly name: string;
  readonly labels: Labels;
  /** By minute; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** What workers tell the topic of metrics in a situation that promtool is told of, until the minute at which it is looked. */
export function toldSamples({ series, atMinutes }: Situation, startMs: number): MetricsSample[] {
  const written = Object.entries(series).map(([text, values]) => parseSeries(text, values));
  const own = written.filter(({ labels }) => labels.job === JOBS.worker);
  const instances = new Set(own.map(({ labels }) => labels.instance ?? ""));
  return [...instances].flatMap((instance) =>
    samplesOf(
      instance,
      own.filter(({ labels }) => labels.instance === instance),
      atMinutes,
      startMs,
    ),
  );
}

function samplesOf(
  instance: string,
  series: readonly WrittenSeries[],
  atMinutes: number,
  startMs: number,
): MetricsSample[] {
  const samples: MetricsSample[] = [];
  let [process, bornMs, minuteBefore] = [0, startMs - LONG_S * 1_000, -1];
  for (let passedMs = 0; passedMs <= atMinutes * MINUTE_MS; passedMs += SAMPLE_EVERY_MS) {
    const minute = Math.floor(passedMs / MINUTE_MS);
    if (series.some(({ name, values }) => name === "up" && values[minute] === 0)) continue;
    if (minute !== minuteBefore && series.some((one) => beginsAnew(one, minuteBefore, minute)))
      [process, bornMs] = [process + 1, startMs + passedMs - 1_000];
    minuteBefore = minute;
    samples.push({
      process: `${instance}/${process}`,
      instance,
      at_ms: startMs + passedMs,
      uptime_s: (startMs + passedMs - bornMs) / 1_000,
      values: toldValues(series, minute),
      waits: [],
      leaves: false,
      takes_readings: true,
    });
  }
  return samples;
}

function beginsAnew({ name, values }: WrittenSeries, before: number, minute: number): boolean {
  const [was, is] = [values[before] ?? null, values[minute] ?? null];
  if (was === null || is === null) return false;
  return name === "process_start_time_seconds" ? was !== is : /_(total|bucket)$/.test(name) && is < was;
}

const toldValues = (series: readonly WrittenSeries[], minute: number) =>
  valuesOf(
    series.map(({ name, labels: { job: _job, instance: _instance, ...labels }, values }) => {
      const value = values[minute] ?? null;
      return { name, values: value === null ? [] : [{ metricName: name, labels, value }] };
    }),
  );

function parseSeries(text: string, values: string): WrittenSeries {
  const [, name = "", inside = ""] = /^(\w+)\{(.*)\}$/.exec(text) ?? [];
  const labels = [...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", is = ""]) => [label, is]);
  return { name, labels: Object.fromEntries(labels), values: values.split(" ").flatMap(expanded) };
}

/** promtool's notation: `5x3` is 5 and three times 5 again, `0+2x3` is 0 2 4 6, `_` is none. */
function expanded(part: string): (number | null)[] {
  const [, first = "", step = "0", times = "0"] = /^(_|\d+)([+-]\d+)?(?:x(\d+))?$/.exec(part) ?? [];
  const isNone = first === "_";
  const count = isNone ? Number(times) || 1 : Number(times) + 1;
  return Array.from({ length: count }, (_, at) => (isNone ? null : Number(first) + at * Number(step)));
}
