import { asSent } from "@/lib/domain/as-sent";
import { BIKE_ID_PATTERN, SOURCES } from "@/lib/domain/packet";
import { fromDocument, isWhole } from "@/lib/domain/stored-reading";
import type { Entry } from "./entry";
import { whyNotReleased } from "./why-not-released";

/** Where in time a reading belongs: so far from its own time, or from its arrival where it has none; or just then. ms. */
export type Correction = { readonly offsetMs: number } | { readonly atMs: number };

export interface Corrected {
  readonly entry: Entry;
  /** The corrected time. */
  readonly timeMs: number;
  readonly offsetMs: number;
  /** The reading of a packet, JSON. */
  readonly json: string;
}

/**
 * An entry's reading at its corrected time, or why there is none. One whose release was begun goes on with the time that
 * was decided then, whatever is asked now: it may be in its window already.
 */
export function correct(
  entry: Entry,
  correction: Correction,
  { nowMs, serviceEpochMs }: { readonly nowMs: number; readonly serviceEpochMs: number },
): Corrected | { readonly why: string } {
  const why = whyNotReleased(entry, nowMs);
  if (why !== null) return { why };
  const fromMs = entry.eventAtMs ?? entry.receivedAtMs;
  const askedMs = "atMs" in correction ? correction.atMs : fromMs + correction.offsetMs;
  const timeMs = entry.release?.event_at ?? askedMs;
  if (timeMs > nowMs) return { why: `expected a time that has come, got ${shownTime(timeMs)}` };
  if (timeMs < serviceEpochMs)
    return { why: `expected a time from ${shownTime(serviceEpochMs)} on, got ${shownTime(timeMs)}` };
  if (!BIKE_ID_PATTERN.test(entry.bikeId) || !SOURCES.some((source) => source === entry.source))
    return { why: `expected a bike and source of the contract, got ${entry.bikeId}, ${entry.source}` };
  const json = readingAt(entry.reading, timeMs);
  if (json === null) return { why: "expected a reading that this version can place whole, got another" };
  return { entry, timeMs, offsetMs: timeMs - fromMs, json };
}

const shownTime = (timeMs: number): string =>
  Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs} ms`;

function readingAt({ value, text }: Entry["reading"], timeMs: number): string | null {
  if (text !== undefined) return textAt(text, timeMs);
  if (value === undefined) return null;
  const reading = fromDocument(value);
  return isWhole(value, reading) ? JSON.stringify(asSent({ ...reading, timeMs })) : null;
}

/** In the bytes that were sent, with a time behind them: of equal names the last counts. */
function textAt(text: string, timeMs: number): string | null {
  try {
    const sent: unknown = JSON.parse(text);
    if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return null;
    const members = text.slice(0, text.lastIndexOf("}"));
    return `${members}${Object.keys(sent).length > 0 ? "," : ""}"t":${timeMs}}`;
  } catch {
    return null;
  }
}
