import type { ConsentDecision, Purpose } from "@/lib/domain/consent";

/** What of an entry of one rider decides; times in ms since epoch. */
export interface ConsentEvent {
  readonly position: number;
  readonly purpose: string;
  readonly decision: ConsentDecision;
  readonly effectiveAtMs: number;
}

/** Of a ride: its first and last moment, ms since epoch. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The grant by which an interval counts for a purpose: in force at every moment of it, and not withdrawn since; null where
 * there is none. The order is the ledger's. The end of the interval asks nothing more: a withdrawal, whenever it took
 * effect, ends every grant before it for all rides, and no later grant brings them back.
 * @param events of one rider, in any order.
 */
export const consentAt = <T extends ConsentEvent>(
  events: readonly T[],
  purpose: Purpose,
  { fromMs }: Interval,
): T | null =>
  grantsOf(events, purpose).find(({ grant, endsAtMs }) => endsAtMs === null && grant.effectiveAtMs <= fromMs)
    ?.grant ?? null;

/** The grant that was in force at a moment, whatever was withdrawn after it; null where there was none. */
export const inForceAt = <T extends ConsentEvent>(
  events: readonly T[],
  purpose: Purpose,
  atMs: number,
): T | null =>
  grantsOf(events, purpose).find(
    ({ grant, endsAtMs }) => grant.effectiveAtMs <= atMs && (endsAtMs === null || atMs < endsAtMs),
  )?.grant ?? null;

/** Whether a grant is a later one than the rider's first for the purpose. */
export const isRegranted = (
  events: readonly ConsentEvent[],
  purpose: Purpose,
  grantPosition: number,
): boolean =>
  events.some(
    (event) => event.purpose === purpose && event.decision === "granted" && event.position < grantPosition,
  );

interface Granted<T> {
  readonly grant: T;
  /** When the earliest withdrawal that stands behind it in the ledger took effect. */
  readonly endsAtMs: number | null;
}

function grantsOf<T extends ConsentEvent>(events: readonly T[], purpose: Purpose): readonly Granted<T>[] {
  const own = events.filter((event) => event.purpose === purpose).toSorted((a, b) => b.position - a.position);
  const found: Granted<T>[] = [];
  let endsAtMs: number | null = null;
  for (const event of own)
    if (event.decision === "granted") found.push({ grant: event, endsAtMs });
    else endsAtMs = Math.min(endsAtMs ?? event.effectiveAtMs, event.effectiveAtMs);
  return found.reverse();
}
