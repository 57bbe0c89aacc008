import type { RideMark } from "@/lib/domain/ride-mark";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { BikeState } from "../state/bike-state";

/** Readings so close together are marked as one interval, ms. */
const JOINED_MS = 30 * 60_000;
/** How far ahead of a reading that has just been recorded its ride is marked with it, ms. */
const AHEAD_MS = 10 * 60_000;
/** Readings that arrive so soon after they were recorded are of a ride that goes on, ms. */
const RIDING_MS = 15 * 60_000;
/** How long nobody reads what a mark tells of: of a ride that goes on, and of what came late, ms. */
const WAIT_RIDING_MS = 60_000;
const WAIT_LATE_MS = 5_000;
/** Of master data, which change several times in a row, or in files that somebody waits for, ms. */
const WAIT_MASTER_DATA_MS = 15_000;
/** What it may take from here until the mark's time has begun elsewhere: none, it begins later. For rounding, ms. */
const SAFETY_MS = 1_000;

interface Interval {
  fromMs: number;
  toMs: number;
}

/**
 * Tells of bikes whose rides may have changed, before the readings that change them are committed. A mark promises that
 * its interval is not read for a while after whoever reads it has it; until then further readings in it need no mark of
 * their own. Both clocks only ever measure how long: neither has to be right.
 */
export class RideMarks {
  private pending = new Map<BikeState, Interval[]>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly publish: (marks: readonly OutgoingMessage[]) => Promise<void>,
    private readonly nowMs: () => number,
    private readonly elapsedMs: () => number,
  ) {}

  /** A reading of this bike is durable. */
  note(bike: BikeState, timeMs: number): void {
    const { told } = bike;
    if (told !== null && timeMs >= told.fromMs && timeMs < told.toMs && this.elapsedMs() < told.untilMs)
      return;
    const intervals = this.pending.get(bike);
    if (!intervals) this.pending.set(bike, [{ fromMs: timeMs, toMs: timeMs + 1 }]);
    else widen(intervals, timeMs);
  }

  /** Resolves when everything that was noted until now is told. */
  settled(): Promise<void> {
    if (this.pending.size > 0) this.running = this.running.then(() => this.tell());
    return this.running;
  }

  private async tell(): Promise<void> {
    const { pending } = this;
    if (pending.size === 0) return;
    this.pending = new Map();
    const nowMs = this.nowMs();
    const begunMs = this.elapsedMs();
    const messages = [...pending].flatMap(([bike, intervals]) =>
      intervals.map(({ fromMs, toMs }) => {
        const isRiding = toMs > nowMs - RIDING_MS;
        const to = isRiding ? toMs + AHEAD_MS : toMs;
        const wait = isRiding ? WAIT_RIDING_MS : WAIT_LATE_MS;
        bike.told = { fromMs, toMs: to, untilMs: begunMs + wait - SAFETY_MS };
        return markMessage(bike.bikeId, { from: fromMs, to, wait_ms: wait });
      }),
    );
    await this.publish(messages);
  }
}

/** That all rides of a bike may be others: its master data changed. */
export const markOfAll = (bikeId: string): OutgoingMessage =>
  markMessage(bikeId, { from: null, to: null, wait_ms: WAIT_MASTER_DATA_MS });

/** That all rides of a bike are to be made by the rules of a version. */
export const markOfVersion = (bikeId: string, version: number): OutgoingMessage =>
  markMessage(bikeId, { from: null, to: null, wait_ms: 0, version });

export const markMessage = (bikeId: string, mark: RideMark): OutgoingMessage => ({
  key: bikeId,
  value: JSON.stringify(mark),
});

function widen(intervals: Interval[], timeMs: number): void {
  for (let at = intervals.length - 1; at >= 0; at--) {
    const interval = intervals[at];
    if (!interval || timeMs < interval.fromMs - JOINED_MS || timeMs >= interval.toMs + JOINED_MS) continue;
    interval.fromMs = Math.min(interval.fromMs, timeMs);
    interval.toMs = Math.max(interval.toMs, timeMs + 1);
    return;
  }
  intervals.push({ fromMs: timeMs, toMs: timeMs + 1 });
}
