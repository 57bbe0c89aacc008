import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { readRideMark } from "@/lib/domain/ride-mark";
import type { Logger } from "@/lib/log";
import type { Placer, Room } from "../lane/lane";
import type { RecordOrigin } from "../lane/origin-of";
import type { Ticket } from "../lane/ticket";
import { type MarkedBike, WaitingMarks } from "./waiting-marks";

const LOOK_EVERY_MS = 250;
const BIKES_AT_ONCE = 50;
/** Bikes that may wait; each is some hundred bytes. */
const MOST_WAITING = 500_000;

type Placed = Pick<RecordOrigin, "topic" | "partition" | "offset" | "bikeId" | "value">;

/** Takes marks of bikes whose rides may have changed, and has their rides made anew. */
export class RidePlacer implements Placer, Room {
  private readonly waiting: WaitingMarks;
  private readonly resuming: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopping = false;

  constructor(
    private readonly build: (bikes: readonly MarkedBike[]) => Promise<void>,
    private readonly log: Logger,
    private readonly fatal: (fault: unknown) => void,
    elapsedMs: () => number,
  ) {
    this.waiting = new WaitingMarks(elapsedMs);
  }

  get hasRoom(): boolean {
    return this.waiting.size < MOST_WAITING;
  }

  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.resuming.push(resolve));
  }

  place({ topic, partition, offset, bikeId, value }: Placed, ticket: Ticket): void {
    const mark = readRideMark(value.toString("utf8"));
    if (!mark || !BIKE_ID_PATTERN.test(bikeId)) {
      this.log.warn({ topic, partition, offset }, "a mark of rides cannot be read and changes nothing");
      return;
    }
    this.waiting.add(bikeId, mark, ticket);
  }

  report(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Other partitions are read now: what waits is had again by whoever reads it. */
  forget(): void {
    this.waiting.forget();
  }

  /** Resolves when nothing is worked on any more; what waits is left to whoever reads it next. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    this.forget();
    await this.running;
  }

  private look(): void {
    if (this.running) return;
    this.running = this.run()
      .catch(this.fatal)
      .finally(() => {
        this.running = null;
      });
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const { bikes, done } = this.waiting.take(BIKES_AT_ONCE);
      if (bikes.length === 0) return;
      await this.build(bikes);
      done();
      for (const resume of this.resuming.splice(0)) resume();
    }
  }
}
