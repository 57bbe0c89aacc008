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

/**
 * Walks through the time as Prometheus does: a condition counts when it held at each look for as long as the rule says.
 * Now only says whether it still holds: what is told of the stretch that is under way may yet change, and an alarm that
 * rang must not be gone afterwards.
 */
function episodes(
  alarm: Alarm,
  judgement: Judgement,
  history: MetricsHistory,
  fromMs: number,
  nowMs: number,
): AlarmEpisode[] {
  const over: AlarmEpisode[] = [];
  const holdsAt = (atMs: number) =>
    new Map(
      judgement(measuredAt(history, history.binAt(atMs) + 1)).map((labels) => [
        keyOf(labels),
        { labels, fromMs: atMs },
      ]),
    );
  const close = (labels: Labels, sinceMs: number, lastMs: number, untilMs: number | null) => {
    if (lastMs - sinceMs >= alarm.forMinutes * MINUTE_MS)
      over.push({ alarm, labels, fromMs: sinceMs, untilMs });
  };
  let open: ReturnType<typeof holdsAt> = new Map();
  let lastMs = fromMs;
  for (const atMs of looks(fromMs, nowMs - history.binMs)) {
    const holds = holdsAt(atMs);
    for (const [key, { labels, fromMs: sinceMs }] of open) {
      if (!holds.has(key)) close(labels, sinceMs, lastMs, atMs);
      else holds.set(key, { labels, fromMs: sinceMs });
    }
    open = holds;
    lastMs = atMs;
  }
  const now = holdsAt(nowMs);
  for (const [key, { labels, fromMs: sinceMs }] of open)
    close(labels, sinceMs, lastMs, now.has(key) ? null : Math.min(nowMs, lastMs + STEP_MS));
  for (const [key, { labels }] of now) if (!open.has(key)) close(labels, nowMs, nowMs, null);
  return over;
}

/** The same instants whenever it is asked, so that a past alarm stays where it was. */
function* looks(fromMs: number, toMs: number): Generator<number> {
  for (let atMs = Math.ceil(fromMs / STEP_MS) * STEP_MS; atMs <= toMs; atMs += STEP_MS) yield atMs;
}
