import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import type { StoreGate } from "../store-gate";
import { BikeMemory } from "./bike-memory";
import type { BikeState } from "./bike-state";
import { StateIndex } from "./state-index";

const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;
/** With so many bikes in a cycle the pause is the longest. */
const BUSY_CYCLE = 1_000;
const BIKES_PER_REQUEST = 1_000;
const BIKES_IN_MEMORY = 500_000;

/**
 * Latest states of the bikes this worker meets. Readings are merged in memory; each changed bike is written at most once
 * per cycle, with optimistic concurrency, and what was accepted is published.
 */
export class StateKeeper {
  private readonly index: StateIndex;
  private readonly bikes = new BikeMemory(BIKES_IN_MEMORY);
  private dirty: BikeState[] = [];
  private waiters: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private pauseMs = SHORTEST_PAUSE_MS;

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
  ): void {
    const changed = bike.apply(timeMs, source, mask, cells, row * SLOT_COUNT, texts);
    const unsettled = !bike.writing && (!bike.loaded || !bike.published);
    if ((changed || unsettled) && !bike.dirty) {
      bike.dirty = true;
      this.dirty.push(bike);
    }
  }

  /** Resolves when everything merged until now is durable and published. */
  settled(): Promise<void> {
    if (this.dirty.length === 0 && this.timer === null) return this.running;
    return new Promise((resolve) => {
      this.waiters.push(resolve);
      this.timer ??= setTimeout(() => this.start(), this.pauseMs);
    });
  }

  /** Forgets all bikes, so that the next reading of each loads and publishes its state again. */
  forget(): void {
    this.bikes.forget();
  }

  private start(): void {
    this.timer = null;
    const [bikes, waiters] = [this.dirty, this.waiters];
    this.dirty = [];
    this.waiters = [];
    this.running = this.running
      .then(() => this.cycle(bikes))
      .then(() => {
        for (const resolve of waiters) resolve();
      })
      .catch(this.fatal);
  }

  private async cycle(bikes: readonly BikeState[]): Promise<void> {
    const busy = Math.min(1, bikes.length / BUSY_CYCLE);
    this.pauseMs = SHORTEST_PAUSE_MS + busy * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
    for (let from = 0; from < bikes.length; from += BIKES_PER_REQUEST) {
      const part = bikes.slice(from, from + BIKES_PER_REQUEST);
      for (const bike of part) {
        bike.dirty = false;
        bike.writing = true;
      }
      const messages = await this.index.write(part);
      await persistToKafka(() => this.publisher.publish(this.names.topics.bikeState, messages), this.holds);
      for (const bike of part) bike.writing = false;
    }
  }
}
