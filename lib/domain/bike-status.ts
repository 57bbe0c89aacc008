/** What a bike does or needs, one word each; a bike has the first whose rule holds. */
export const STATUSES = ["missing", "silent", "fault", "charging", "low", "moving", "parked"] as const;
export type Status = (typeof STATUSES)[number];

/** What statuses are decided by. Times in ms since epoch, minus infinity where nothing was measured. */
export interface BikeFacts {
  /** Event time of the newest reading. */
  readonly newestAtMs: number;
  readonly speedKmh: number;
  readonly speedAtMs: number;
  /** Negative while the battery is charged. */
  readonly currentA: number;
  readonly currentAtMs: number;
  /** NaN where it was never measured. */
  readonly chargePct: number;
  readonly hasFaults: boolean;
  /** How often it reports at least, ms. */
  readonly rhythmMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of a bike whose model nobody knows. */
export const USUAL_RHYTHM_MS = 8 * HOUR_MS;
/** Reports may be lost on the way; so many in a row are not. */
export const MISSED_REPORTS = 3;
export const SILENT_FOR_MS = 2 * DAY_MS;
/** Movement older than this says nothing about now. */
export const MOVING_FOR_MS = 5 * 60_000;
/** Slower than this a bike stands. */
export const MOVING_KMH = 1;
/** A speed that is so much older than the newest reading still says how the bike was when it was heard last. */
const SPEED_HOLDS_MS = 60_000;
export const CHARGING_FOR_MS = HOUR_MS;
export const LOW_CHARGE_PCT = 15;

interface Rule {
  /** From when on the rule holds, and until when, ms since epoch; it never holds where `from` is not before `to`. */
  readonly from: (facts: BikeFacts) => number;
  readonly to: (facts: BikeFacts) => number;
}
const NEVER = Number.POSITIVE_INFINITY;
const ALWAYS = Number.NEGATIVE_INFINITY;
const when = (holds: boolean): number => (holds ? ALWAYS : NEVER);
const forEver = () => NEVER;

/** Whether the bike rode when it was heard last: who rides reports again and again, and says so when it stands. */
const wasRiding = ({ speedKmh, speedAtMs, newestAtMs }: BikeFacts): boolean =>
  speedKmh >= MOVING_KMH && speedAtMs > Number.NEGATIVE_INFINITY && newestAtMs - speedAtMs <= SPEED_HOLDS_MS;

const overdueFromMs = ({ newestAtMs, rhythmMs }: BikeFacts) => newestAtMs + MISSED_REPORTS * rhythmMs;
const silentFromMs = (facts: BikeFacts) =>
  wasRiding(facts) ? Math.min(facts.newestAtMs + MOVING_FOR_MS, overdueFromMs(facts)) : overdueFromMs(facts);

/** One rule each. Rules change with time alone at their ends only, so that a timer knows when to look again. */
const STATUS_RULES: Readonly<Record<Status, Rule>> = {
  missing: { from: (facts) => overdueFromMs(facts) + SILENT_FOR_MS, to: forEver },
  silent: { from: silentFromMs, to: forEver },
  fault: { from: ({ hasFaults }) => when(hasFaults), to: forEver },
  charging: {
    from: ({ currentA }) => when(currentA < 0),
    to: ({ currentAtMs }) => currentAtMs + CHARGING_FOR_MS,
  },
  low: { from: ({ chargePct }) => when(chargePct < LOW_CHARGE_PCT), to: forEver },
  moving: {
    from: ({ speedKmh }) => when(speedKmh >= MOVING_KMH),
    to: (facts) => (wasRiding(facts) ? facts.newestAtMs : facts.speedAtMs) + MOVING_FOR_MS,
  },
  parked: { from: () => ALWAYS, to: forEver },
};

/** The status at a time: the first in the order of `STATUSES` whose rule holds. */
export function statusOf(facts: BikeFacts, nowMs: number): Status {
  for (const status of STATUSES) {
    const { from, to } = STATUS_RULES[status];
    if (from(facts) <= nowMs && nowMs < to(facts)) return status;
  }
  return "parked";
}

/** When the status can next be another by time alone, ms since epoch; infinity where never. */
export function nextStatusChangeMs(facts: BikeFacts, nowMs: number): number {
  let next = NEVER;
  for (const status of STATUSES) {
    const { from, to } = STATUS_RULES[status];
    for (const atMs of [from(facts), to(facts)]) if (atMs > nowMs && atMs < next) next = atMs;
  }
  return next;
}
