import type { MetricsSample, MetricValue } from "@/lib/domain/metrics-sample";
import { MetricsHistory } from "../metrics-history";

export const START_MS = 1_795_161_600_000;

/** What one worker tells, so many seconds after the start, having run for long. */
export const aSample = (
  seconds: number,
  values: readonly MetricValue[],
  waits: readonly string[] = [],
  instance = "a:1",
): MetricsSample => ({
  process: instance,
  instance,
  at_ms: START_MS + seconds * 1_000,
  uptime_s: 50_000 + seconds,
  values: [...values],
  waits: [...waits],
  leaves: false,
  takes_readings: true,
});

export const gauge = (name: string, labels: Record<string, string>, value: number): MetricValue => ({
  name: `slipstream_${name}`,
  labels,
  value,
});

/** A day's history of these samples. */
export function historyOf(samples: readonly MetricsSample[]): MetricsHistory {
  const history = new MetricsHistory(10_000, 8_640);
  for (const sample of samples) history.add(sample);
  return history;
}

/** Each ten seconds in [from, to). */
export const everyTen = <Made>(from: number, to: number, make: (seconds: number) => Made): Made[] =>
  Array.from({ length: Math.ceil((to - from) / 10) }, (_, at) => make(from + at * 10));
