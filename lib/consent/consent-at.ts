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
 * @param events of one rider, in any order; the same list has the same events ever after.
 */
export const consentAt = <T extends ConsentEvent>(
  events: readonly T[],
  purpose: Purpose,
  { fromMs }: Interval,
): T | null =>
  eventOf(
    events,
    grantsOf(events, purpose).find((grant) => grant.endsAtMs === null && grant.effectiveAtMs <= fromMs),
  );

/** The grant that was in force at a moment, whatever was withdrawn after it; null where there was none. */
export const inForceAt = <T extends ConsentEvent>(
  events: readonly T[],
  purpose: Purpose,
  atMs: number,
): T | null =>
  eventOf(
    events,
    grantsOf(events, purpose).find(
      ({ effectiveAtMs, endsAtMs }) => effectiveAtMs <= atMs && (endsAtMs === null || atMs < endsAtMs),
    ),
  );

/** Whether a grant is a later one than the rider's first for the purpose. */
export const isRegranted = (
  events: readonly ConsentEvent[],
  purpose: Purpose,
  grantPosition: number,
): boolean =>
  events.some(
    (event) => event.purpose === purpose && event.decision === "granted" && event.position < grantPosition,
  );

interface Granted {
  /** Of the grant in its list. */
  readonly index: number;
  readonly effectiveAtMs: number;
  /** When the earliest withdrawal that stands behind it in the ledger took effect. */
  readonly endsAtMs: number | null;
}

const eventOf = <T>(events: readonly T[], grant: Granted | undefined): T | null =>
  grant === undefined ? null : (events[grant.index] ?? null);

/** A rider has one list, thousands of rides, and some purposes: what the list says of each is found once. */
const known = new WeakMap<readonly ConsentEvent[], Map<string, readonly Granted[]>>();

function grantsOf(events: readonly ConsentEvent[], purpose: Purpose): readonly Granted[] {
  const byPurpose = known.get(events) ?? new Map<string, readonly Granted[]>();
  known.set(events, byPurpose);
  const grants = byPurpose.get(purpose) ?? findGrants(events, purpose);
  byPurpose.set(purpose, grants);
  return grants;
}

/** In the ledger's order. */
function findGrants(events: readonly ConsentEvent[], purpose: Purpose): readonly Granted[] {
  const own = events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.purpose === purpose)
    .toSorted((a, b) => b.event.position - a.event.position);
  const found: Granted[] = [];
  let endsAtMs: number | null = null;
  for (const { event, index } of own)
    if (event.decision === "granted") found.push({ index, effectiveAtMs: event.effectiveAtMs, endsAtMs });
    else endsAtMs = Math.min(endsAtMs ?? event.effectiveAtMs, event.effectiveAtMs);
  return found.reverse();
}
