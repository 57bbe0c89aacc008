import { attributionText, countsFor, goesTo, namedBeside } from "@/lib/domain/attribution";
import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import { spanning } from "@/lib/trace/spanning";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import type { StoreGate } from "../store-gate";
import { BikeMemory } from "./bike-memory";
import type { BikeState } from "./bike-state";
import { Deriver } from "./deriver";
import { NewestReadings } from "./newest-readings";
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
  private readonly deriver: Deriver;
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
    const deriveAlso = (bike: BikeState | null, beside: readonly string[]) => this.derive(bike, beside);
    this.index = new StateIndex(es, names.state, gate, metrics, deriveAlso);
    const patient = new StateIndex(es, names.state, gate.patient(), metrics, deriveAlso);
    this.deriver = new Deriver(patient, new NewestReadings(es, names), gate.patient(), {
      written: () => this.running,
      publish: (messages) => this.publish(messages),
      fatal,
    });
  }

  bike(bikeId: string): BikeState {
    return this.bikes.bike(bikeId);
  }

  /** The bike, where it is in memory. */
  known(bikeId: string): BikeState | null {
    return this.bikes.known(bikeId);
  }

  /** Resolves when it is known of each of these bikes whose readings their modules' are, and how those know of them. */
  async meet(bikes: Iterable<BikeState>): Promise<void> {
    const unmet = new Set<BikeState>();
    const swapped = new Set<BikeState>();
    for (const bike of bikes)
      if (!bike.isMet) unmet.add(bike);
      else if (bike.readingsOut !== null) swapped.add(bike);
    if (unmet.size > 0) await this.index.meet([...unmet]);
    for (const bike of unmet) if (bike.readingsOut !== null) swapped.add(bike);
    const others = new Set(
      [...swapped].flatMap(({ readingsOut }) => (readingsOut ?? []).map(({ bike_id }) => this.bike(bike_id))),
    );
    const unmetOthers = [...others].filter(({ isMet }) => !isMet);
    if (unmetOthers.length > 0) await this.index.meet(unmetOthers);
  }

  /**
   * Derives a bike, and those of these ids, from what is stored: of them readings count that may not have been merged,
   * or were that do not count.
   */
  derive(bike: BikeState | null, beside: readonly string[]): void {
    const others = [...new Set(beside)].map((bikeId) => this.bike(bikeId));
    this.deriver.ask(bike === null ? others : [bike, ...others]);
  }

  /** Merges one row of a batch that is durable in its window into the state of the bike that it counts for. */
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
    const owner = bike.readingsOut !== null && source === "iot" ? this.ownerOf(bike, timeMs) : bike;
    if (owner === null) return;
    if (!owner.isMet) {
      this.derive(owner, []);
      return;
    }
    owner.noteArrival(receivedAtMs);
    this.note(owner, owner.apply(timeMs, source, mask, cells, row * SLOT_COUNT, texts));
  }

  /** Merges a bike's master data. */
  register(bikeId: string, registration: Registration): void {
    const bike = this.bike(bikeId);
    const before = bike.registration;
    const isNew = bike.register(registration);
    if (isNew && bike.isMet && attributionText(before) !== attributionText(registration))
      this.derive(bike, [...namedBeside(before), ...namedBeside(registration)]);
    else this.note(bike, isNew);
  }

  /**
   * Resolves when everything merged until now is durable and published: all readings, and the master data of these
   * bikes with what follows from them.
   */
  async settled(bikeIds: readonly string[] = []): Promise<void> {
    const before = this.derivedOf(bikeIds);
    await this.cycled();
    let open = [...before, ...this.derivedOf(bikeIds)];
    while (open.length > 0) {
      await Promise.all(open.map((bike) => this.deriver.end(bike)));
      // What came while they were derived is written after that.
      await this.cycled();
      open = [...new Set([...open, ...this.besideOf(bikeIds)])].filter(({ isOnItsOwn }) => isOnItsOwn);
    }
  }

  private cycled(): Promise<void> {
    if (this.dirty.length === 0 && this.timer === null) return this.running;
    return new Promise((resolve) => {
      this.waiters.push({ sinceMs: performance.now(), resolve });
      this.schedule();
    });
  }

  /** Trusts nothing that is in memory, so that the next reading of each bike loads and publishes its state again. */
  forget(): void {
    this.bikes.forget();
  }

  /** Bikes that no cycle writes, because they are derived: those that readings came of, and these with what is beside them. */
  private derivedOf(bikeIds: readonly string[]): BikeState[] {
    const read = this.dirty.filter(({ hasArrivals }) => hasArrivals);
    return [...read, ...this.besideOf(bikeIds)].filter(({ isOnItsOwn }) => isOnItsOwn);
  }

  private besideOf(bikeIds: readonly string[]): BikeState[] {
    const ids = new Set(
      bikeIds.flatMap((bikeId) => [bikeId, ...namedBeside(this.known(bikeId)?.registration ?? null)]),
    );
    return [...ids].flatMap((bikeId) => this.known(bikeId) ?? []);
  }

  /** The bike that a reading of this one's module counts for, by that bike's own registration; null for none. */
  private ownerOf(bike: BikeState, timeMs: number): BikeState | null {
    const bikeId = goesTo(bike.readingsOut ?? [], timeMs);
    if (bikeId === null) return bike;
    const other = this.bike(bikeId);
    const counts = !other.isMet || countsFor(other.registration, bikeId, bike.bikeId, "iot", timeMs);
    return counts ? other : null;
  }

  private note(bike: BikeState, changed: boolean): void {
    if (changed) bike.isAhead = true;
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
    for (const bike of this.dirty)
      (!bike.isOnItsOwn && isDue(bike, clocks, this.load) ? due : notYet).push(bike);
    this.dirty = notYet;
    // What a waiter waits for was written before it came, so that it is due an interval later at the latest.
    const waits = this.dirty.some(({ isOnItsOwn }) => !isOnItsOwn);
    const ready = waits ? clocks.elapsedMs - longestMs(this.load) : Number.POSITIVE_INFINITY;
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
      for (const bike of part) {
        bike.writing = false;
        // Handed over with what it knows.
        if (bike.isOnItsOwn && bike.hasArrivals) this.note(bike, true);
      }
    }
  }

  private async write(bikes: readonly BikeState[]): Promise<void> {
    await this.publish(await this.index.write(bikes));
  }

  private async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    await persistToKafka(() => this.publisher.publish(this.names.topics.bikeState, messages), this.holds);
  }
}
