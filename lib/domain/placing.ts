/**
 * Where a reading goes, decided by its event time against the edge's `received-at` and nothing else, so that a
 * redelivery is decided the same way. All times in ms since epoch.
 */
export const LIVE_MAX_AGE_MS = 15 * 60_000;
export const MAX_AHEAD_MS = 5 * 60_000;
/** "Late" on every screen. */
export const LATE_SECONDS = 300;
export const DEFAULT_SERVICE_EPOCH_MS = Date.UTC(2015, 0, 1);

export type Place = "live" | "late" | "ahead-of-clock" | "implausible-time";

export function placeOf(
  eventMs: number,
  receivedAtMs: number,
  serviceEpochMs = DEFAULT_SERVICE_EPOCH_MS,
): Place {
  if (eventMs < serviceEpochMs) return "implausible-time";
  const ageMs = receivedAtMs - eventMs;
  if (ageMs < -MAX_AHEAD_MS) return "ahead-of-clock";
  return ageMs <= LIVE_MAX_AGE_MS ? "live" : "late";
}

/** Whole seconds from event to arrival; a clock slightly ahead counts as on time. */
export function latenessSeconds(eventMs: number, receivedAtMs: number): number {
  return Math.max(0, Math.floor((receivedAtMs - eventMs) / 1000));
}

/** Classes in which lateness is shown and counted; `belowSeconds` exclusive. */
export const LATENESS_CLASSES = [
  { key: "under-10s", label: "< 10 s", belowSeconds: 10 },
  { key: "under-5min", label: "< 5 min", belowSeconds: LATE_SECONDS },
  { key: "under-1h", label: "< 1 h", belowSeconds: 3_600 },
  { key: "under-1d", label: "< 1 d", belowSeconds: 86_400 },
  { key: "under-1w", label: "< 1 week", belowSeconds: 604_800 },
  { key: "under-1mo", label: "< 1 month", belowSeconds: 2_592_000 },
  { key: "more", label: "more", belowSeconds: Number.POSITIVE_INFINITY },
] as const;
