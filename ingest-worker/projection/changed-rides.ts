import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { readRidesChanged } from "@/lib/domain/rides-changed";
import type { Logger } from "@/lib/log";
import type { Placer, Room } from "../lane/lane";
import type { RecordOrigin } from "../lane/origin-of";
import type { Ticket } from "../lane/ticket";
import type { ChangedInterval } from "./days-of-change";
import type { ChangedBike } from "./projector";

/** Changes that may wait; each is some hundred bytes. */
const MOST_WAITING = 200_000;

type Placed = Pick<RecordOrigin, "topic" | "partition" | "offset" | "bikeId" | "value">;

interface Waiting {
  readonly intervals: ChangedInterval[];
  readonly tickets: Ticket[];
}

/** Bikes whose rides changed, as the topic tells, until they are projected; those of one bike together. */
export class ChangedRides implements Placer, Room {
  private byBike = new Map<string, Waiting>();
  private count = 0;
  private readonly resuming: (() => void)[] = [];
  /** Number of the present assignment of partitions. */
  private assignment = 0;

  constructor(private readonly log: Logger) {}

  get hasRoom(): boolean {
    return this.count < MOST_WAITING;
  }

  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.resuming.push(resolve));
  }

  place({ topic, partition, offset, bikeId, value }: Placed, ticket: Ticket): void {
    const changed = readRidesChanged(value.toString("utf8"));
    if (!changed || !BIKE_ID_PATTERN.test(bikeId)) {
      this.log.warn({ topic, partition, offset }, "a change of rides cannot be read and changes nothing");
      return;
    }
    ticket.hold();
    this.count++;
    const waiting = this.byBike.get(bikeId) ?? { intervals: [], tickets: [] };
    this.byBike.set(bikeId, waiting);
    waiting.intervals.push({ fromMs: changed.from, toMs: changed.to });
    waiting.tickets.push(ticket);
  }

  report(): void {}

  /** Other partitions are read now: what waits is had again by whoever reads it. */
  forget(): void {
    this.assignment++;
    this.byBike.clear();
    this.letIn(this.count);
  }

  /** The bikes that have waited longest, and what ends their records once they are projected. */
  take(most: number): { readonly bikes: readonly ChangedBike[]; readonly done: () => void } {
    const { assignment } = this;
    const taken = [...this.byBike].slice(0, most);
    for (const [bikeId] of taken) this.byBike.delete(bikeId);
    const tickets = taken.flatMap(([, waiting]) => waiting.tickets);
    const bikes = taken.map(([bikeId, { intervals }]) => ({ bikeId, intervals, causes: CAUSES }));
    const done = () => {
      for (const ticket of tickets) ticket.release();
      if (assignment === this.assignment) this.letIn(tickets.length);
    };
    return { bikes, done };
  }

  private letIn(records: number): void {
    this.count -= records;
    for (const resume of this.resuming.splice(0)) resume();
  }
}

const CAUSES = ["late-data"] as const;
