import type { TimeWindow } from "@/lib/domain/window";
import type { ReadingRows } from "../decode/reading-rows";
import type { Origin, Ticket } from "../lane/ticket";
import type { Metrics } from "../metrics";
import type { RideMarks } from "../rides/ride-marks";
import type { BikeState } from "../state/bike-state";
import type { StateKeeper } from "../state/keeper";
import type { StoreGate } from "../store-gate";
import { SeriesBatch } from "./batch";
import type { SeriesWriter } from "./writer";

export interface BatcherLimits {
  /** How long the first reading of a batch waits for company while the store has room. */
  readonly lingerMs: number;
  /** The same while the store is busy, when a batch does better to grow than to queue. */
  readonly busyLingerMs: number;
  /** Of one batch. */
  readonly maxReadings: number;
  /** A batch takes memory before it holds much: while more than these are open there is no room for more records. */
  readonly maxOpenWindows: number;
  readonly maxBytesInFlight: number;
}

/** Of one lane on their way: others, but for full ones, do better to grow then than to queue, however old they are. */
const MANY_ON_THEIR_WAY = 8;

/**
 * Gathers readings by window and hands full or old batches to the writer. A ticket is released when all its readings
 * are durable in their windows, their effect on the state is durable too, and it is told whose rides they may change.
 */
export class Batcher {
  private readonly open = new Map<number, SeriesBatch>();
  private readonly pool: SeriesBatch[] = [];
  /** The batch that was asked for last, while it is open: readings of one week come in runs. */
  private latest: SeriesBatch | null = null;
  private bytes = 0;
  private onTheirWay = 0;
  private timer: NodeJS.Timeout | null = null;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly lane: string,
    private readonly limits: BatcherLimits,
    private readonly writer: SeriesWriter,
    private readonly states: StateKeeper,
    private readonly marks: Pick<RideMarks, "settled">,
    private readonly gate: StoreGate,
    private readonly metrics: Metrics,
    private readonly now: () => number,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  /** The open batch of a window. */
  batchFor(window: TimeWindow): SeriesBatch {
    if (this.latest?.window === window) return this.latest;
    const present = this.open.get(window.startMs);
    if (present) {
      this.latest = present;
      return present;
    }
    if (this.open.size >= this.limits.maxOpenWindows && this.onTheirWay < MANY_ON_THEIR_WAY)
      this.dispatchFullest();
    const batch = this.pool.pop() ?? new SeriesBatch(window);
    batch.window = window;
    batch.openedAtMs = this.now();
    this.writer.expect(window);
    this.open.set(window.startMs, batch);
    this.latest = batch;
    this.timer ??= setTimeout(() => this.onTimer(), this.limits.lingerMs);
    return batch;
  }

  add(
    batch: SeriesBatch,
    rows: ReadingRows,
    row: number,
    origin: Origin,
    ticket: Ticket,
    bike: BikeState,
    client: Uint8Array,
    latenessSeconds: number,
  ): void {
    const before = batch.heldBytes;
    batch.add(rows, row, bike, origin, client, latenessSeconds);
    this.bytes += batch.heldBytes - before;
    if (batch.latestTicket !== ticket) {
      batch.latestTicket = ticket;
      if (!batch.tickets.has(ticket)) {
        batch.tickets.add(ticket);
        ticket.hold();
      }
    }
    if (batch.isFull(this.limits.maxReadings)) this.dispatch(batch);
  }

  /**
   * Resolves when there is room for more readings. The batches that were opened first make it; the others grow, so that
   * a backlog over many windows does not become as many small requests.
   */
  async room(): Promise<void> {
    while (!this.hasRoom) {
      this.dispatchOldest(() => true);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  get hasRoom(): boolean {
    return this.bytes <= this.limits.maxBytesInFlight && this.open.size <= this.limits.maxOpenWindows;
  }

  private onTimer(): void {
    this.timer = null;
    const now = this.now();
    this.dispatchOldest(({ openedAtMs }) => {
      const waitsMs = this.gate.busy ? this.limits.busyLingerMs : this.limits.lingerMs;
      const waitedMs = now - openedAtMs;
      // A clock that was put back says nothing of how long.
      return waitedMs >= waitsMs || waitedMs < 0;
    });
    if (this.open.size > 0)
      this.timer = setTimeout(() => this.onTimer(), Math.max(5, this.limits.lingerMs / 4));
  }

  /** Those that are ready, in the order in which they were opened, as many as may be on their way. */
  private dispatchOldest(isReady: (batch: SeriesBatch) => boolean): void {
    for (const batch of [...this.open.values()]) {
      if (this.onTheirWay >= MANY_ON_THEIR_WAY) return;
      if (isReady(batch)) this.dispatch(batch);
    }
  }

  private dispatchFullest(): void {
    let fullest: SeriesBatch | undefined;
    for (const batch of this.open.values()) if (!fullest || batch.bytes > fullest.bytes) fullest = batch;
    if (fullest) this.dispatch(fullest);
  }

  private dispatch(batch: SeriesBatch): void {
    this.open.delete(batch.window.startMs);
    if (this.latest === batch) this.latest = null;
    const tickets = [...batch.tickets];
    const bytes = batch.heldBytes;
    const oldest = batch.oldestMs;
    this.onTheirWay++;
    this.metrics.bytesInFlight.set({ lane: this.lane }, this.bytes);
    this.writer
      .write(batch)
      .then(() => {
        this.metrics.freshnessSeconds.observe({ lane: this.lane }, Math.max(0, this.now() - oldest) / 1000);
        this.bytes -= bytes;
        this.onTheirWay--;
        this.metrics.bytesInFlight.set({ lane: this.lane }, this.bytes);
        batch.clear();
        if (this.pool.length < this.limits.maxOpenWindows) this.pool.push(batch);
        for (const resume of this.waiting.splice(0)) resume();
        return Promise.all([this.states.settled(), this.marks.settled()]);
      })
      .then(() => {
        for (const ticket of tickets) ticket.release();
      })
      .catch(this.fatal);
  }
}
