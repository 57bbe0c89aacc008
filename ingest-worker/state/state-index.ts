import { ownershipOf } from "@/lib/domain/ownership";
import { HEADER } from "@/lib/domain/packet";
import { BulkFault, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Metrics } from "../metrics";
import { partsOf } from "../parts-of";
import { type Attempted, isTooLarge, persistInParts } from "../persist-in-parts";
import { type StoreGate, UnknownAnswer } from "../store-gate";
import { DONE, type StoreStep, worse } from "../store-step";
import { BikeState } from "./bike-state";
import { parseStateDocument } from "./parse-state-document";

const MAX_BYTES = 2_500_000;

/** A state on its way to the index. */
interface StateWrite {
  readonly bike: BikeState;
  /** What is published. */
  readonly json: string;
  /** Bulk lines. */
  readonly lines: string;
}
type Settle = (bike: BikeState, json: string) => void;

/** The index of latest states, written with optimistic concurrency. */
export class StateIndex {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
    private readonly gate: StoreGate,
    private readonly metrics: Metrics,
  ) {}

  /** Writes until Elasticsearch has accepted each bike's state; returns what is to be published. */
  async write(bikes: readonly BikeState[]): Promise<OutgoingMessage[]> {
    const messages: OutgoingMessage[] = [];
    const open = new Set(bikes);
    const settle: Settle = (bike, json) => {
      if (!bike.published && bike.hasReported)
        messages.push({ key: bike.bikeId, value: json, headers: arrivalsOf(bike) });
      bike.published = true;
      open.delete(bike);
    };
    // What met a newer version stays open: it is read again, merged and written at once.
    while (open.size > 0) {
      const writes = await this.prepare([...open], settle);
      for (const part of partsOf(writes, ({ lines }) => Buffer.byteLength(lines), MAX_BYTES))
        await persistInParts(part, this.persist, (some) => this.attempt(some, settle));
    }
    return messages;
  }

  /** Settles the bikes whose stored state says all that they know, and returns what the others write. */
  private async prepare(bikes: readonly BikeState[], settle: Settle): Promise<StateWrite[]> {
    const unknown = bikes.filter((bike) => !bike.loaded);
    const unchanged = new Set<BikeState>();
    if (unknown.length > 0) await persistInParts(unknown, this.persist, (some) => this.load(some, unchanged));
    const writes: StateWrite[] = [];
    for (const bike of bikes) {
      const state = bike.toDocument();
      const json = JSON.stringify(state);
      if (unchanged.has(bike)) settle(bike, json);
      else {
        // An answer may be lost after it was accepted: until one is seen, what is stored counts as not published.
        bike.published = false;
        const ownership = JSON.stringify(ownershipOf(state, bike.registration));
        // One object of two: what is published is the beginning of what is stored.
        writes.push({
          bike,
          json,
          lines: `${actionFor(bike)}\n${json.slice(0, -1)},${ownership.slice(1)}\n`,
        });
      }
    }
    return writes;
  }

  /** Reads what is stored of bikes and merges it into them; `unchanged` are those that know nothing beyond it. */
  private async load(bikes: readonly BikeState[], unchanged: Set<BikeState>): Promise<Attempted<BikeState>> {
    const ids = bikes.map((bike) => bike.bikeId);
    const stored = await readByIds(this.es, this.index, ids).catch(heldIfAlone(bikes));
    for (const [at, bike] of bikes.entries()) {
      const found = stored[at] ?? null;
      bike.version = found && { seqNo: found.seqNo, primaryTerm: found.primaryTerm };
      const isWhole = found?.source.tenures !== undefined;
      if (found && !mergeStored(bike, parseStateDocument(found.source)) && isWhole) unchanged.add(bike);
      bike.loaded = true;
    }
    return { step: DONE, open: [] };
  }

  private async attempt(writes: readonly StateWrite[], settle: Settle): Promise<Attempted<StateWrite>> {
    const body = Buffer.from(writes.map(({ lines }) => lines).join(""));
    const answer = await sendBulk(this.es, this.index, body, { versions: true }).catch(heldIfAlone(writes));
    if (answer.allDone) throw new UnknownAnswer("a bulk with versions answered without items");
    const open: StateWrite[] = [];
    let step = DONE;
    for (const [at, write] of writes.entries()) {
      const item = answer.items[at];
      const kind = item?.kind ?? "unknown";
      this.metrics.stateWrites.inc({ result: kind === "done" ? "written" : kind });
      if (kind === "done") {
        write.bike.version = versionOf(item);
        settle(write.bike, write.json);
      } else if (kind === "conflict") write.bike.loaded = false;
      else {
        open.push(write);
        step = worse(step, item);
      }
    }
    return { step, open };
  }

  private readonly persist = (attempt: () => Promise<StoreStep>): Promise<void> =>
    this.gate.persist(`states ${this.index}`, attempt);
}

/** So that whoever shows a state can say how fresh it is, and how much came. */
function arrivalsOf(bike: BikeState): Record<string, string> {
  const { readings, newestMs } = bike.takeArrivals();
  return { [HEADER.receivedAt]: String(newestMs), [HEADER.readings]: String(readings) };
}

/** A state cannot be cut: where a request for one is too large, whoever limits it must take more. */
const heldIfAlone = (items: readonly unknown[]) => (fault: unknown) => {
  if (items.length === 1 && isTooLarge(fault))
    throw new BulkFault("broken", 413, "one state is larger than the store takes", fault);
  throw fault;
};

/** Merges the stored state into the bike; true when the bike knows more than what is stored. */
function mergeStored(bike: BikeState, stored: ReturnType<typeof parseStateDocument>): boolean {
  const before = new BikeState(bike.bikeId);
  before.mergeStored(stored);
  const knowsMore = before.mergeStored({
    ...bike.toDocument(),
    ...(bike.registration ? { registration: bike.registration } : {}),
  });
  bike.mergeStored(stored);
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
