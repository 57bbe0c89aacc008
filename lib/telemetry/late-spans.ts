import type { Source } from "@/lib/domain/packet";
import { LATE_SECONDS } from "@/lib/domain/placing";
import type { LateSpan } from "./models";

export interface Arrival {
  readonly atMs: number;
  readonly source: Source;
  readonly latenessSeconds: number;
}

const JOIN_WITHIN_MS = 15 * 60_000;
const MAX_SPANS = 200;

/**
 * Stretches of readings of one source that arrived five minutes or more after they were recorded. A reading on time, or
 * 15 min without any, ends a stretch; where there would be more than 200, neighbours are put together.
 * @param arrivals ascending in time.
 */
export function lateSpans(arrivals: readonly Arrival[]): LateSpan[] {
  const spans: LateSpan[] = [];
  const open = new Map<Source, LateSpan>();
  for (const arrival of arrivals) {
    const span = open.get(arrival.source);
    const late = arrival.latenessSeconds >= LATE_SECONDS;
    if (span && (!late || arrival.atMs - span.toMs > JOIN_WITHIN_MS)) {
      spans.push(span);
      open.delete(arrival.source);
    }
    if (late) open.set(arrival.source, join(open.get(arrival.source), spanOf(arrival)));
  }
  return mergeNearest([...spans, ...open.values()].sort(byStart));
}

const byStart = (a: LateSpan, b: LateSpan) => a.fromMs - b.fromMs || a.source.localeCompare(b.source);

const spanOf = (arrival: Arrival): LateSpan => ({
  fromMs: arrival.atMs,
  toMs: arrival.atMs,
  readings: 1,
  leastSeconds: arrival.latenessSeconds,
  mostSeconds: arrival.latenessSeconds,
  source: arrival.source,
});

function join(a: LateSpan | undefined, b: LateSpan): LateSpan {
  if (!a) return b;
  return {
    source: a.source,
    fromMs: Math.min(a.fromMs, b.fromMs),
    toMs: Math.max(a.toMs, b.toMs),
    readings: a.readings + b.readings,
    leastSeconds: Math.min(a.leastSeconds, b.leastSeconds),
    mostSeconds: Math.max(a.mostSeconds, b.mostSeconds),
  };
}

/** Joins across ever longer pauses until the list is short enough to draw. @param limit at least the number of sources. */
export function mergeNearest(spans: readonly LateSpan[], limit = MAX_SPANS): LateSpan[] {
  let current = [...spans];
  for (let withinMs = JOIN_WITHIN_MS; current.length > limit; withinMs *= 2)
    current = joinNear(current, withinMs);
  return current;
}

/** Puts spans of one source together that are at most `withinMs` apart. @param spans ascending by start. */
export function joinNear(spans: readonly LateSpan[], withinMs: number): LateSpan[] {
  const joined: LateSpan[] = [];
  const last = new Map<Source, number>();
  for (const span of spans) {
    const at = last.get(span.source);
    const previous = at === undefined ? undefined : joined[at];
    if (at !== undefined && previous && span.fromMs - previous.toMs <= withinMs) {
      joined[at] = join(previous, span);
    } else {
      last.set(span.source, joined.length);
      joined.push(span);
    }
  }
  return joined;
}
