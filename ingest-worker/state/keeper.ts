import type { Names } from "@/lib/domain/names";
import type { Source } from "@/lib/domain/packet";
import type { StateDocument } from "@/lib/domain/state-document";
import { SLOT_COUNT, type SlotValue } from "@/lib/domain/stored-reading";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import type { OutgoingMessage, Publisher } from "@/lib/kafka/publisher";
import type { Metrics } from "../metrics";
import { persistToKafka } from "../persist-to-kafka";
import { type StoreGate, UnknownAnswer } from "../store-gate";
import { BikeState } from "./bike-state";
import { parseStateDocument } from "./parse-state-document";

const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;
/** With so many bikes in a cycle the pause is the longest. */
const BUSY_CYCLE = 1_000;
const BIKES_PER_REQUEST = 1_000;

/**
 * Latest states of the bikes this worker meets. Readings are merged in memory; each changed bike is written at most once
 * per cycle, with optimistic concurrency, and what was accepted is published.
 */
export class StateKeeper {
  private readonly bikes = new Map<string, BikeState>();
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
    private readonly metrics: Metrics,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  bike(bikeId: string): BikeState {
    const known = this.bikes.get(bikeId);
    if (known) return known;
    const bike = new BikeState(bikeId);
    this.bikes.set(bikeId, bike);
    return bike;
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
    if ((changed || !bike.loaded || !bike.published) && !bike.dirty) {
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
    this.bikes.clear();
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
      const messages = await this.write(part);
      await persistToKafka(() => this.publisher.publish(this.names.topics.bikeState, messages), this.metrics);
    }
  }

  /** Writes until Elasticsearch accepted each bike's state; returns what is to be published. */
  private async write(bikes: readonly BikeState[]): Promise<OutgoingMessage[]> {
    const messages: OutgoingMessage[] = [];
    let open = bikes;
    while (open.length > 0) {
      await this.gate.persist(`states ${this.names.state}`, async () => {
        open = await this.attempt(open, messages);
        return { kind: "done", detail: "" };
      });
    }
    return messages;
  }

  /** One attempt; returns the bikes whose stored state was newer than known. */
  private async attempt(bikes: readonly BikeState[], messages: OutgoingMessage[]): Promise<BikeState[]> {
    const changed = await this.load(bikes);
    const writes: { bike: BikeState; json: string }[] = [];
    const lines: string[] = [];
    for (const bike of bikes) {
      bike.dirty = false;
      const json = JSON.stringify(bike.toDocument());
      if (!changed.has(bike)) {
        if (!bike.published) messages.push({ key: bike.bikeId, value: json });
        bike.published = true;
        continue;
      }
      writes.push({ bike, json });
      lines.push(`${actionFor(bike)}\n${json}\n`);
    }
    if (writes.length === 0) return [];
    const answer = await sendBulk(this.es, this.names.state, Buffer.from(lines.join("")), { versions: true });
    if (answer.allDone) throw new UnknownAnswer("a bulk with versions answered without items");
    const open: BikeState[] = [];
    for (const [at, { bike, json }] of writes.entries()) {
      const item = answer.items[at];
      if (item?.kind === "done" && item.seqNo !== undefined && item.primaryTerm !== undefined) {
        bike.version = { seqNo: item.seqNo, primaryTerm: item.primaryTerm };
        bike.published = true;
        messages.push({ key: bike.bikeId, value: json });
        this.metrics.stateWrites.inc({ result: "written" });
      } else if (item?.kind === "conflict" || item?.kind === "retriable" || item?.kind === "broken") {
        bike.loaded = false;
        open.push(bike);
        this.metrics.stateWrites.inc({ result: item.kind });
      } else throw new UnknownAnswer(`state of a bike: ${item?.status} ${item?.type}: ${item?.reason}`);
    }
    return open;
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

function actionFor(bike: BikeState): string {
  if (bike.version === null) return JSON.stringify({ create: { _id: bike.bikeId } });
  return JSON.stringify({
    index: { _id: bike.bikeId, if_seq_no: bike.version.seqNo, if_primary_term: bike.version.primaryTerm },
  });
}
