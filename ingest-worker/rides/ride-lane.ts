import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import { readRideMark } from "@/lib/domain/ride-mark";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Logger } from "@/lib/log";
import type { Placer, Room } from "../lane/lane";
import type { RecordOrigin } from "../lane/origin-of";
import type { Ticket } from "../lane/ticket";
import type { Metrics } from "../metrics";
import { EndlessMarks } from "./endless-marks";
import { isEver } from "./find-silent";
import { LaterMarks } from "./later-marks";
import { type MarkedBike, WaitingMarks } from "./waiting-marks";

const LOOK_EVERY_MS = 250;
const BIKES_AT_ONCE = 100;
/** Made to be seen at once: to refresh what is written all the while costs more than to read it. */
const SLICES_PER_ROUND = 20;
/** All rides of a bike may be hundreds: whatever rides now waits for a few such bikes, however many there are. */
const WHOLE_AT_ONCE = 50;
const WHOLE_SLICES_ALONE = 4;
/** Marks that may wait; each is some hundred bytes. */
const MOST_WAITING = 1_000_000;

type Placed = Pick<RecordOrigin, "topic" | "partition" | "offset" | "bikeId" | "value">;

interface RideMaking {
  /** Those of these bikes of which nothing is to be made. */
  silent(bikes: readonly MarkedBike[]): Promise<ReadonlySet<string>>;
  /** Resolves when all that is stored of these bikes by now is seen. */
  refresh(bikes: readonly MarkedBike[]): Promise<void>;
  /** Resolves when these bikes' rides are what their stored readings say; with whether bikes never stand, where that shows. */
  build(bikes: readonly MarkedBike[]): Promise<ReadonlyMap<string, boolean>>;
  /** Puts marks at the topic's end. */
  handOn(marks: readonly OutgoingMessage[]): Promise<void>;
  /** Of the rules that it knows. */
  readonly version: number;
}

/** Takes marks of bikes whose rides may have changed, and has their rides made anew. */
export class RidePlacer implements Placer, Room {
  /** Of an interval; and of all rides of a bike, of which very many may come at once. */
  private readonly live: WaitingMarks;
  private readonly whole: WaitingMarks;
  /** Of an interval of a bike that never stands. */
  private readonly endless: EndlessMarks;
  private readonly later: LaterMarks;
  private readonly resuming: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopping = false;
  /** Number of the present assignment of partitions. */
  private assignment = 0;

  constructor(
    private readonly rides: RideMaking,
    private readonly metrics: { readonly ridesOverdue: Pick<Metrics["ridesOverdue"], "set"> },
    private readonly log: Logger,
    private readonly fatal: (fault: unknown) => void,
    private readonly elapsedMs: () => number,
  ) {
    this.live = new WaitingMarks(elapsedMs);
    this.whole = new WaitingMarks(elapsedMs);
    this.endless = new EndlessMarks((marks) => rides.handOn(marks), elapsedMs);
    this.later = new LaterMarks((marks) => rides.handOn(marks), elapsedMs);
  }

  get hasRoom(): boolean {
    return this.live.size + this.whole.size + this.endless.size + this.later.size < MOST_WAITING;
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
    if ((mark.version ?? 0) > this.rides.version) this.later.add(bikeId, value, ticket);
    else if (isEver(mark)) this.whole.add(bikeId, mark, ticket);
    else (this.endless.has(bikeId) ? this.endless : this.live).add(bikeId, mark, ticket);
  }

  report(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Other partitions are read now: what waits is had again by whoever reads it. */
  forget(): void {
    this.assignment++;
    this.live.forget();
    this.whole.forget();
    this.endless.forget();
    this.later.forget();
  }

  /** Resolves when nothing is worked on any more; what waits is left to whoever reads it next. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    this.forget();
    await this.running;
  }

  private look(): void {
    this.metrics.ridesOverdue.set(Math.max(this.live.overdueMs, this.whole.overdueMs) / 1_000);
    if (this.running) return;
    this.running = this.run()
      .catch(this.fatal)
      .finally(() => {
        this.running = null;
      });
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      await this.later.handOn();
      await this.endless.handOn();
      const live = slicesOf(this.live, SLICES_PER_ROUND, BIKES_AT_ONCE);
      const wholeSlices = live.length > 0 ? 1 : WHOLE_SLICES_ALONE;
      const slices = [...live, ...slicesOf(this.whole, wholeSlices, WHOLE_AT_ONCE), this.endless.take()];
      const bikes = slices.flatMap((slice) => slice.bikes);
      if (bikes.length === 0) return;
      const { assignment } = this;
      const silent = await this.rides.silent(bikes);
      // A bike may be in two slices: what is told of an interval of it is told of what it reported.
      const isDue = ({ bikeId, marks }: MarkedBike) => !silent.has(bikeId) || !marks.every(isEver);
      await this.rides.refresh(bikes.filter(isDue));
      for (const slice of slices) {
        // What others read now is theirs to work on.
        if (this.isStopping || assignment !== this.assignment) break;
        const due = slice.bikes.filter(isDue);
        if (due.length > 0) await this.build(due);
        slice.done();
        for (const resume of this.resuming.splice(0)) resume();
      }
    }
  }

  private async build(bikes: readonly MarkedBike[]): Promise<void> {
    const begunMs = this.elapsedMs();
    const found = await this.rides.build(bikes);
    for (const bikeId of this.endless.learn(found, this.elapsedMs() - begunMs))
      this.log.warn({ bikeId }, "a bike has been moving for days: its rides wait for those of others");
  }
}

const slicesOf = (waiting: WaitingMarks, most: number, bikesAtOnce: number) =>
  Array.from({ length: most }, () => waiting.take(bikesAtOnce)).filter(({ bikes }) => bikes.length > 0);
