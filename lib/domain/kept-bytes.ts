import { isUnder, type Tombstone } from "./tombstone";

/** Names of event times in packets, in stored readings and in entries of the quarantine. */
const TIMES = /"(?:t|@timestamp|event_at)"\s*:\s*(-?\d+(?:\.\d+)?(?:[eE]\+?\d+)?)/g;
/** No bike reported before; ms since epoch. */
const EARLIEST_MS = Date.UTC(2000);

/** Bytes that were kept of what could not be taken in, with what is known of them. */
export interface KeptBytes {
  readonly text: string;
  /** Ms since epoch; NaN where it is not known. */
  readonly receivedAtMs: number;
  readonly signedBy: string | null;
}

/** Event times in what need not be JSON, ms since epoch. */
const timesIn = (text: string): number[] =>
  [...text.matchAll(TIMES)].map(([, time]) => Number(time)).filter((timeMs) => timeMs >= EARLIEST_MS);

/**
 * Whether anything in bytes that were kept is under a tombstone of their bike: by the event times in them, or, where there
 * is none that can be believed, by their arrival.
 */
export function areUnder(
  tombstones: readonly Tombstone[],
  { text, receivedAtMs, signedBy }: KeptBytes,
): boolean {
  if (tombstones.length === 0) return false;
  const times = timesIn(text);
  return (times.length === 0 ? [receivedAtMs] : times).some((timeMs) =>
    isUnder(tombstones, { timeMs, source: null, signedBy }),
  );
}
