import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { readRideMark } from "@/lib/domain/ride-mark";
import type { Logger } from "@/lib/log";
import type { Placer, Room } from "../lane/lane";
import type { RecordOrigin } from "../lane/origin-of";
import type { Ticket } from "../lane/ticket";
import type { Metrics } from "../metrics";
import { type MarkedBike, WaitingMarks } from "./waiting-marks";

const LOOK_EVERY_MS = 250;
const BIKES_AT_ONCE = 100;
/** Made to be seen at once: to refresh what is written all the while costs more than to read it. */
const SLICES_PER_ROUND = 20;
/** Marks that may wait; each is some hundred bytes. */
const MOST_WAITING = 1_000_000;

type Placed = Pick<RecordOrigin, "topic" | "partition" | "offset" | "bikeId" | "value">;

interface RideMaking {
  /** Those of these bikes of which nothing is to be made. */
  silent(bikes: readonly MarkedBike[]): Promise<ReadonlySet<string>>;
  /** Resolves when all that is stored of these bikes by now is seen. */
  refresh(bikes: readonly MarkedBike[]): Promise<void>;
  /** Resolves when these bikes' rides are what their stored readings say. */
  build(bikes: readonly MarkedBike[]): Promise<void>;
}

/** Takes marks of bikes whose rides may have changed, and has their rides made anew. */
export class RidePlacer implements Placer, Room {
  private readonly waiting: WaitingMarks;
  private readonly resuming: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopping = false;
  /** Number of the present assignment of partitions. */
  private assignment = 0;

  constructor(
    private readonly rides: RideMaking,
    private readonly metrics: Pick<Metrics, "ridesOverdue">,
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
    this.assignment++;
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
    this.metrics.ridesOverdue.set(this.waiting.overdueMs / 1_000);
    if (this.running) return;
    this.running = this.run()
      .catch(this.fatal)
      .finally(() => {
        this.running = null;
      });
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const slices = Array.from({ length: SLICES_PER_ROUND }, () => this.waiting.take(BIKES_AT_ONCE));
      const bikes = slices.flatMap((slice) => slice.bikes);
      if (bikes.length === 0) return;
      const { assignment } = this;
      const silent = await this.rides.silent(bikes);
      const isDue = ({ bikeId }: MarkedBike) => !silent.has(bikeId);
      await this.rides.refresh(bikes.filter(isDue));
      for (const slice of slices) {
        // What others read now is theirs to work on.
        if (this.isStopping || assignment !== this.assignment) break;
        const due = slice.bikes.filter(isDue);
        if (due.length > 0) await this.rides.build(due);
        slice.done();
        for (const resume of this.resuming.splice(0)) resume();
      }
    }
  }
}
