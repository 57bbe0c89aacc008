import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import type { StateDocument } from "@/lib/domain/state-document";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import { type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Holds } from "../holds";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import { type StoreGate, UnknownAnswer } from "../store-gate";
import { DONE, type StoreStep, worse } from "../store-step";
import { BikeMemory } from "./bike-memory";
import { BikeState } from "./bike-state";
import { parseStateDocument } from "./parse-state-document";

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
  private readonly bikes = new BikeMemory(BIKES_IN_MEMORY);
  private dirty: BikeState[] = [];
  private waiters: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private pauseMs = SHORTEST_PAUSE_MS;

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly gate: StoreGate,
    private readonly publisher: Publisher,
    private readonly holds: Holds,
    private readonly metrics: Metrics,
    private readonly fatal: (fault: unknown) => void,
  ) {}

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
      const messages = await this.write(part);
      await persistToKafka(() => this.publisher.publish(this.names.topics.bikeState, messages), this.holds);
      for (const bike of part) bike.writing = false;
    }
  }

  /** Writes until Elasticsearch accepted each bike's state; returns what is to be published. */
  private async write(bikes: readonly BikeState[]): Promise<OutgoingMessage[]> {
    const messages: OutgoingMessage[] = [];
    const open = new Set(bikes);
    const settle = (bike: BikeState, json: string) => {
      if (!bike.published) messages.push({ key: bike.bikeId, value: json });
      bike.published = true;
      open.delete(bike);
    };
    while (open.size > 0)
      await this.gate.persist(`states ${this.names.state}`, () => this.attempt([...open], settle));
    return messages;
  }

  /**
   * One attempt; returns the worst that was answered. A conflict is no reason to wait: the state is read again and
   * written at once.
   */
  private async attempt(
    bikes: readonly BikeState[],
    settle: (bike: BikeState, json: string) => void,
  ): Promise<StoreStep> {
    const changed = await this.load(bikes);
    const writes: { bike: BikeState; json: string }[] = [];
    for (const bike of bikes) {
      const json = JSON.stringify(bike.toDocument());
      if (changed.has(bike)) writes.push({ bike, json });
      else settle(bike, json);
    }
    if (writes.length === 0) return DONE;
    // An answer may be lost after it was accepted: until one is seen, what is stored counts as not published.
    for (const { bike } of writes) bike.published = false;
    const lines = writes.map(({ bike, json }) => `${actionFor(bike)}\n${json}\n`);
    const answer = await sendBulk(this.es, this.names.state, Buffer.from(lines.join("")), { versions: true });
    if (answer.allDone) throw new UnknownAnswer("a bulk with versions answered without items");
    let step = DONE;
    for (const [at, { bike, json }] of writes.entries()) {
      const item = answer.items[at];
      const kind = item?.kind ?? "unknown";
      this.metrics.stateWrites.inc({ result: kind === "done" ? "written" : kind });
      if (kind === "done") {
        bike.version = versionOf(item);
        settle(bike, json);
      } else {
        bike.loaded = false;
        if (kind !== "conflict") step = worse(step, item);
      }
    }
    return step;
  }

  /** Reads the stored state of bikes that are not known yet; returns the bikes that have something new to write. */
  private async load(bikes: readonly BikeState[]): Promise<Set<BikeState>> {
    const unknown = bikes.filter((bike) => !bike.loaded);
    const changed = new Set(bikes.filter((bike) => bike.loaded));
    if (unknown.length === 0) return changed;
    const stored = await readByIds(
      this.es,
      this.names.state,
      unknown.map((bike) => bike.bikeId),
    );
    for (const [at, bike] of unknown.entries()) {
      const found = stored[at] ?? null;
      bike.version = found && { seqNo: found.seqNo, primaryTerm: found.primaryTerm };
      if (!found || mergeStored(bike, parseStateDocument(found.source))) changed.add(bike);
      bike.loaded = true;
    }
    return changed;
  }
}

/** Merges the stored state into the bike; true when the bike knows more than what is stored. */
function mergeStored(bike: BikeState, stored: StateDocument): boolean {
  const before = new BikeState(bike.bikeId);
  before.merge(stored);
  const knowsMore = before.merge(bike.toDocument());
  bike.merge(stored);
  return knowsMore;
}

function versionOf(item: BulkItem | undefined): { seqNo: number; primaryTerm: number } {
  const { seqNo, primaryTerm } = item ?? {};
  if (seqNo === undefined || primaryTerm === undefined)
    throw new UnknownAnswer("a state was accepted without a version");
  return { seqNo, primaryTerm };
}

function actionFor(bike: BikeState): string {
  if (bike.version === null) return JSON.stringify({ create: { _id: bike.bikeId } });
  return JSON.stringify({
    index: { _id: bike.bikeId, if_seq_no: bike.version.seqNo, if_primary_term: bike.version.primaryTerm },
  });
}
