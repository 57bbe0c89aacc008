import type { RideMark } from "@/lib/domain/ride-mark";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Ticket } from "../lane/ticket";
import type { MarkedBike } from "./waiting-marks";

/** Of the lane's time those bikes have at most that never stand, of which one takes a minute; however many there are. */
const SHARE = 0.2;
/** What waits for longer keeps its place in the topic no more: all that came since would be read again after each start. */
const HAND_ON_AFTER_MS = 60_000;

interface Waiting {
  readonly mark: RideMark;
  readonly tickets: readonly Ticket[];
  readonly sinceMs: number;
  /** Not before, ms of the process's own clock. */
  readonly readyAtMs: number;
}

/**
 * Bikes that never stand, and what waits of them: one mark of each, since what they ride is one interval. Who is met standing is
 * none of them any more.
 */
export class EndlessMarks {
  private readonly bikes = new Set<string>();
  private readonly waiting = new Map<string, Waiting>();
  private nextFromMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly publish: (messages: readonly OutgoingMessage[]) => Promise<void>,
    private readonly elapsedMs: () => number,
  ) {}

  /** Bikes of which marks wait. */
  get size(): number {
    return this.waiting.size;
  }

  has(bikeId: string): boolean {
    return this.bikes.has(bikeId);
  }

  /**
   * @param found whether bikes never stand, of those of which their readings showed it.
   * @param tookMs how long they were worked on together, with others.
   * @returns those that nobody knew of.
   */
  learn(found: ReadonlyMap<string, boolean>, tookMs: number): string[] {
    const met: string[] = [];
    for (const [bikeId, isEndless] of found)
      if (!isEndless) this.bikes.delete(bikeId);
      else {
        this.nextFromMs = this.elapsedMs() + tookMs * (1 / SHARE - 1);
        if (!this.bikes.has(bikeId)) met.push(bikeId);
        this.bikes.add(bikeId);
      }
    return met;
  }

  add(bikeId: string, mark: RideMark, ticket: Ticket): void {
    ticket.hold();
    const nowMs = this.elapsedMs();
    const before = this.waiting.get(bikeId);
    const readyAtMs = nowMs + mark.wait_ms;
    this.waiting.set(
      bikeId,
      before
        ? {
            mark: joined(before.mark, mark),
            tickets: [...before.tickets, ticket],
            sinceMs: before.sinceMs,
            readyAtMs: Math.max(before.readyAtMs, readyAtMs),
          }
        : { mark, tickets: [ticket], sinceMs: nowMs, readyAtMs },
    );
  }

  /** The bike that has waited longest, where it is the turn of any; with what ends its mark. */
  take(): { readonly bikes: readonly MarkedBike[]; readonly done: () => void } {
    const nowMs = this.elapsedMs();
    const isTurn = nowMs >= this.nextFromMs;
    const [next] = isTurn ? [...this.waiting].filter(([, { readyAtMs }]) => readyAtMs <= nowMs) : [];
    if (!next) return { bikes: [], done: () => undefined };
    const [bikeId, { mark, tickets }] = next;
    this.waiting.delete(bikeId);
    return { bikes: [{ bikeId, marks: [mark] }], done: () => releaseAll(tickets) };
  }

  /** Puts what has waited for long at the topic's end, as one mark of each bike. Resolves when it is kept. */
  async handOn(): Promise<void> {
    const nowMs = this.elapsedMs();
    const due = [...this.waiting].filter(([, { sinceMs }]) => nowMs - sinceMs >= HAND_ON_AFTER_MS);
    if (due.length === 0) return;
    for (const [bikeId] of due) this.waiting.delete(bikeId);
    await this.publish(
      due.map(([key, { mark, readyAtMs }]) => ({
        key,
        value: JSON.stringify({ ...mark, wait_ms: Math.max(0, Math.ceil(readyAtMs - nowMs)) }),
      })),
    );
    for (const [, { tickets }] of due) releaseAll(tickets);
  }

  /** Lets go of all that waits: whoever reads the topic next has it again, and finds out who never stands. */
  forget(): void {
    this.waiting.clear();
    this.bikes.clear();
  }
}

const releaseAll = (tickets: readonly Ticket[]): void => {
  for (const ticket of tickets) ticket.release();
};

/** Of all that lies between them, too. It is passed on where any of them is to be. */
function joined(a: RideMark, b: RideMark): RideMark {
  const version = Math.max(a.version ?? 0, b.version ?? 0);
  return {
    from: a.from === null || b.from === null ? null : Math.min(a.from, b.from),
    to: a.to === null || b.to === null ? null : Math.max(a.to, b.to),
    wait_ms: 0,
    ...(a.passed_on && b.passed_on ? { passed_on: true } : {}),
    ...(version > 0 ? { version } : {}),
  };
}
