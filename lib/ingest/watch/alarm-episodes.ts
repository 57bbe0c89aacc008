import { ALARMS, type Alarm } from "@/lib/domain/alarms";
import type { Judgement } from "@/lib/domain/judgement";
import type { Labels } from "@/lib/domain/measured";
import { measuredAt } from "./measured-at";
import type { MetricsHistory } from "./metrics-history";
import { keyOf } from "./series";

const MINUTE_MS = 60_000;
/** How far apart it is looked. */
const STEP_MS = 30_000;

/** One time during which an alarm rang, for one series. */
export interface AlarmEpisode {
  readonly alarm: Alarm;
  readonly labels: Labels;
  /** Since when what it watches was so, ms since epoch. */
  readonly fromMs: number;
  /** Until when it was; null while it is. */
  readonly untilMs: number | null;
}

/** Alarms that ring now, by what the history holds of the time that each of them looks back. */
export function ringingAt(history: MetricsHistory, nowMs: number): AlarmEpisode[] {
  return judged.flatMap(({ alarm, judgement }) => {
    if (judgement(measuredAt(history, history.binAt(nowMs) + 1)).length === 0) return [];
    const fromMs = nowMs - alarm.forMinutes * MINUTE_MS - 2 * STEP_MS;
    return episodes(alarm, judgement, history, fromMs, nowMs).filter(({ untilMs }) => untilMs === null);
  });
}

/** All times within [fromMs, nowMs] at which alarms rang, those that began last first. */
export function alarmsWithin(history: MetricsHistory, fromMs: number, nowMs: number): AlarmEpisode[] {
  const found = judged.flatMap(({ alarm, judgement }) => {
    const sinceMs = Math.max(nowMs - history.lengthMs, fromMs - alarm.forMinutes * MINUTE_MS);
    return episodes(alarm, judgement, history, sinceMs, nowMs);
  });
  const within = found.filter(({ untilMs }) => untilMs === null || untilMs >= fromMs);
  return within.toSorted((a, b) => b.fromMs - a.fromMs);
}

const judged = ALARMS.flatMap((alarm: Alarm) =>
  typeof alarm.judged === "function" ? [{ alarm, judgement: alarm.judged }] : [],
);

/** Walks through the time as Prometheus does: a condition counts when it held at each look for as long as the rule says. */
function episodes(
  alarm: Alarm,
  judgement: Judgement,
  history: MetricsHistory,
  fromMs: number,
  nowMs: number,
): AlarmEpisode[] {
  const over: AlarmEpisode[] = [];
  let open = new Map<string, { readonly labels: Labels; readonly fromMs: number }>();
  const close = (labels: Labels, sinceMs: number, lastMs: number, untilMs: number | null) => {
    if (lastMs - sinceMs >= alarm.forMinutes * MINUTE_MS)
      over.push({ alarm, labels, fromMs: sinceMs, untilMs });
  };
  let lastMs = fromMs;
  for (const atMs of looks(fromMs, nowMs)) {
    const holds = new Map<string, { readonly labels: Labels; readonly fromMs: number }>();
    for (const labels of judgement(measuredAt(history, history.binAt(atMs) + 1))) {
      const key = keyOf(labels);
      holds.set(key, open.get(key) ?? { labels, fromMs: atMs });
    }
    for (const [key, { labels, fromMs: sinceMs }] of open)
      if (!holds.has(key)) close(labels, sinceMs, lastMs, atMs);
    open = holds;
    lastMs = atMs;
  }
  for (const { labels, fromMs: sinceMs } of open.values()) close(labels, sinceMs, nowMs, null);
  return over;
}

/** The same instants whenever it is asked, so that a past alarm stays where it was; and now. */
function* looks(fromMs: number, nowMs: number): Generator<number> {
  for (let atMs = Math.ceil(fromMs / STEP_MS) * STEP_MS; atMs < nowMs; atMs += STEP_MS) yield atMs;
  yield nowMs;
}
