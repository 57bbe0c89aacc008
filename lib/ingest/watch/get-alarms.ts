import { explainWait } from "@/lib/domain/explain-wait";
import { type AlarmEpisode, alarmsWithin } from "./alarm-episodes";
import type { MetricsHistory } from "./metrics-history";

/** An alarm with what happened meanwhile. */
export interface AlarmStory extends AlarmEpisode {
  /** Why the worker waited, a sentence each. */
  readonly causes: readonly string[];
  /** Records that retention deleted before they were read. */
  readonly recordsLost: number;
  /** The most records that were not committed; null when nobody told. */
  readonly mostWaiting: number | null;
}

/** Alarms that rang in [fromMs, nowMs] or still do, with their stories, newest first. */
export function getAlarms(history: MetricsHistory, fromMs: number, nowMs: number): AlarmStory[] {
  return alarmsWithin(history, fromMs, nowMs).map((episode) => {
    const endMs = episode.untilMs ?? nowMs;
    const [begin, end] = [history.binAt(episode.fromMs), history.binAt(endMs) + 1];
    const lost = history.grown("slipstream_gap_records_total", begin, end);
    return {
      ...episode,
      causes: causesOf(episode, history, endMs),
      recordsLost: Math.round(lost.reduce((sum, { value }) => sum + value, 0)),
      mostWaiting: mostWaiting(history, begin, end),
    };
  });
}

/** What the worker said that it waited for, of an alarm that is about one worker's store. */
function causesOf(
  { labels, fromMs }: AlarmEpisode,
  history: MetricsHistory,
  endMs: number,
): readonly string[] {
  const { store, instance } = labels;
  if (store === undefined) return [];
  const told = history.waits
    .within(fromMs, endMs)
    .filter((wait) => wait.instance === instance && wait.told.startsWith(`${store}:`));
  return [...new Set(told.map((wait) => explainWait(wait.told).cause))];
}

function mostWaiting(history: MetricsHistory, begin: number, end: number): number | null {
  let most: number | null = null;
  for (const { ring } of history.courses("slipstream_consumer_lag_records"))
    ring.each(begin, end, (value) => {
      most = Math.max(most ?? 0, value);
    });
  return most;
}
