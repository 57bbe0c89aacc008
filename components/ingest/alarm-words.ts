import { type Alarm, anchorOf } from "@/lib/domain/alarms";
import type { Labels } from "@/lib/domain/measured";
import { formatCount } from "@/lib/format/number";
import type { AlarmStory } from "@/lib/ingest/watch/get-alarms";
import { laneWords } from "./lane-words";

/** Where the runbook says what to do. */
export const runbookHref = (alarm: Alarm): string => `/ingest/runbook#${anchorOf(alarm)}`;

/** Which lane or worker an alarm is about, as "late lane, worker web-3:9464"; null when it is about all. */
export function subjectOf({ lane, instance }: Labels): string | null {
  const parts = [lane && laneWords(lane), instance && `worker ${instance}`].filter(Boolean);
  return parts.length === 0 ? null : parts.join(", ");
}

/** What happened while it rang, in a few sentences. */
export function storyWords({ causes, recordsLost, mostWaiting }: AlarmStory): string {
  const lost = recordsLost === 0 ? "Nothing was lost" : `${formatCount(recordsLost, "record")} lost`;
  const waited = mostWaiting ? `, up to ${formatCount(mostWaiting, "record")} waited` : "";
  return [...causes, `${lost}${waited}.`].join(" ");
}
