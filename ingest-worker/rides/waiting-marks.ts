import type { RideMark } from "@/lib/domain/ride-mark";
import type { Ticket } from "../lane/ticket";

/**
 * How long the first mark of a bike that may be worked on waits for others of it, ms: while a phone uploads a year, each round takes
 * as many of its rides together as come in that time, and so many are left when all is there.
 */
const PUT_OFF_MS = 20_000;

/** Work on one bike. */
export interface MarkedBike {
  readonly bikeId: string;
  readonly marks: readonly RideMark[];
}

interface Waiting {
  readonly mark: RideMark;
  readonly ticket: Ticket;
  /** Not before, ms of the process's own clock. */
  readonly readyAtMs: number;
}

/**
 * Marks that wait until all they tell of is stored, by bike. Those of one bike are worked on together, when the last of
 * them may be, and none is put off for long by others.
 */
export class WaitingMarks {
  private count = 0;
  private readonly byBike = new Map<string, { readonly dueMs: number; marks: Waiting[] }>();

  constructor(private readonly elapsedMs: () => number) {}

  /** Marks that wait. */
  get size(): number {
    return this.count;
  }

  /** How long the oldest has waited for longer than any has to, ms. */
  get overdueMs(): number {
    const [first] = this.byBike.values();
    return first ? Math.max(0, this.elapsedMs() - first.dueMs) : 0;
  }

  add(bikeId: string, mark: RideMark, ticket: Ticket): void {
    const nowMs = this.elapsedMs();
    const waiting = { mark, ticket, readyAtMs: nowMs + mark.wait_ms };
    ticket.hold();
    this.count++;
    const present = this.byBike.get(bikeId);
    if (present) present.marks.push(waiting);
    else this.byBike.set(bikeId, { dueMs: waiting.readyAtMs + PUT_OFF_MS, marks: [waiting] });
  }

  /**
   * Bikes that can be worked on, those first that have waited longest.
   * @returns with what ends their marks; one that came too lately is worked on now and once more later.
   */
  take(most: number): { readonly bikes: readonly MarkedBike[]; readonly done: () => void } {
    const nowMs = this.elapsedMs();
    const bikes: MarkedBike[] = [];
    const tickets: Ticket[] = [];
    for (const [bikeId, { dueMs, marks }] of this.byBike) {
      if (bikes.length === most) break;
      const readyAtMs = marks.reduce((latest, one) => Math.max(latest, one.readyAtMs), 0);
      if (nowMs < Math.min(readyAtMs, dueMs)) continue;
      const again = marks.filter((one) => one.readyAtMs > nowMs);
      tickets.push(...marks.flatMap((one) => (one.readyAtMs > nowMs ? [] : [one.ticket])));
      this.byBike.delete(bikeId);
      this.count -= marks.length - again.length;
      if (again.length > 0) {
        const firstMs = again.reduce(
          (first, one) => Math.min(first, one.readyAtMs),
          Number.POSITIVE_INFINITY,
        );
        this.byBike.set(bikeId, { dueMs: firstMs + PUT_OFF_MS, marks: again });
      }
      bikes.push({ bikeId, marks: marks.map(({ mark }) => mark) });
    }
    const done = () => {
      for (const ticket of tickets) ticket.release();
    };
    return { bikes, done };
  }

  /** Lets go of all that waits: whoever reads the topic next has it again. */
  forget(): void {
    this.byBike.clear();
    this.count = 0;
  }
}
