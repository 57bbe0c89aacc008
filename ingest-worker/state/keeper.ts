import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import type { Publisher } from "@/lib/kafka/publisher";
import { spanning } from "@/lib/trace/spanning";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import type { StoreGate } from "../store-gate";
import { BikeMemory } from "./bike-memory";
import type { BikeState } from "./bike-state";
import { isDue, longestMs, pauseMs } from "./pace";
import { StateIndex } from "./state-index";
import { startStateSpan } from "./state-span";

const MANY_BIKES = 1_000;
const BIKES_PER_REQUEST = 1_000;
const BIKES_IN_MEMORY = 500_000;

/** Waits for what was merged before `sinceMs`. */
interface Waiter {
  readonly sinceMs: number;
  readonly resolve: () => void;
}

/**
 * Latest states of the bikes this worker meets. Readings are merged in memory; a changed bike is written at most once
 * per interval, with optimistic concurrency, and what was accepted is published.
 */
export class StateKeeper {
  private readonly index: StateIndex;
  private readonly bikes = new BikeMemory(BIKES_IN_MEMORY);
  private dirty: BikeState[] = [];
  private waiters: Waiter[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  /** From 0, few bikes wait, to 1, many do. */
  private load = 0;

  constructor(
    es: Elasticsearch,
    private readonly names: Names,
    gate: StoreGate,
    private readonly publisher: Publisher,
    private readonly holds: Holds,
    metrics: Metrics,
    private readonly fatal: (fault: unknown) => void,
  ) {
    this.index = new StateIndex(es, names.state, gate, metrics);
  }

  bike(bikeId: string): BikeState {
    return this.bikes.bike(bikeId);
  }

  /** Merges one row of a batch that is durable in its window. */
  apply(
    bike: BikeState,
    timeMs: number,
    source: Source,
    mask: number,
    cells: Float64Array,
    row: number,
    texts: readonly SlotValue[],
    receivedAtMs: number,
  ): void {
    bike.noteArrival(receivedAtMs);
    this.note(bike, bike.apply(timeMs, source, mask, cells, row * SLOT_COUNT, texts));
  }

  /** Merges a bike's master data. */
  register(bikeId: string, registration: Registration): void {
    const bike = this.bike(bikeId);
    this.note(bike, bike.register(registration));
  }

  /** Resolves when everything merged until now is durable and published. */
  settled(): Promise<void> {
    if (this.dirty.length === 0 && this.timer === null) return this.running;
    return new Promise((resolve) => {
      this.waiters.push({ sinceMs: performance.now(), resolve });
      this.schedule();
    });
  }

  /** Forgets all bikes, so that the next reading of each loads and publishes its state again. */
  forget(): void {
    this.bikes.forget();
  }

  private note(bike: BikeState, changed: boolean): void {
    const unsettled = !bike.writing && (!bike.loaded || !bike.published);
    if ((changed || unsettled) && !bike.dirty) {
      bike.dirty = true;
      this.dirty.push(bike);
    }
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.start(), pauseMs(this.load));
  }

  /** Writes the bikes whose last write is long enough ago; the others wait for a later cycle. */
  private start(): void {
    this.timer = null;
    this.load = Math.min(1, this.dirty.length / MANY_BIKES);
    const clocks = { elapsedMs: performance.now(), nowMs: Date.now() };
    const due: BikeState[] = [];
    const notYet: BikeState[] = [];
    for (const bike of this.dirty) (isDue(bike, clocks, this.load) ? due : notYet).push(bike);
    this.dirty = notYet;
    // What a waiter waits for was written before it came, so that it is due an interval later at the latest.
    const ready =
      this.dirty.length === 0 ? Number.POSITIVE_INFINITY : clocks.elapsedMs - longestMs(this.load);
    const settledHere = this.waiters.filter(({ sinceMs }) => sinceMs <= ready);
    this.waiters = this.waiters.filter(({ sinceMs }) => sinceMs > ready);
    for (const bike of due) bike.writtenAtMs = clocks.elapsedMs;
    this.running = this.running
      .then(() => this.cycle(due))
      .then(() => {
        for (const { resolve } of settledHere) resolve();
      })
      .catch(this.fatal);
    if (this.dirty.length > 0) this.schedule();
  }

  private async cycle(bikes: readonly BikeState[]): Promise<void> {
    for (let from = 0; from < bikes.length; from += BIKES_PER_REQUEST) {
      const part = bikes.slice(from, from + BIKES_PER_REQUEST);
      for (const bike of part) {
        bike.dirty = false;
        bike.writing = true;
      }
      await spanning(startStateSpan(part), () => this.write(part));
      for (const bike of part) bike.writing = false;
    }
  }

  private async write(bikes: readonly BikeState[]): Promise<void> {
    const messages = await this.index.write(bikes);
    await persistToKafka(() => this.publisher.publish(this.names.topics.bikeState, messages), this.holds);
  }
}
