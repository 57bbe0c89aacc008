import { attributionText, namedBeside } from "@/lib/domain/attribution";
import { ownershipOf } from "@/lib/domain/ownership";
import { HEADER } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { BulkFault, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds, type StoredDocument } from "@/lib/es/read-by-id";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Metrics } from "../metrics";
import { partsOf } from "../parts-of";
import { type Attempted, isTooLarge, persistInParts } from "../persist-in-parts";
import { type StoreGate, UnknownAnswer } from "../store-gate";
import { DONE, type StoreStep, worse } from "../store-step";
import { BikeState } from "./bike-state";
import { parseStateDocument } from "./parse-state-document";

const MAX_BYTES = 2_500_000;
const BIKES_PER_REQUEST = 1_000;

/** A state on its way to the index. */
interface StateWrite {
  readonly bike: BikeState;
  /** What is published. */
  readonly json: string;
  /** Bulk lines; of one that is attributed anew, they say that it is at `nowMs`. */
  readonly lines: (nowMs: number) => string;
}
type Settle = (bike: BikeState, json: string) => void;
type Take = (bike: BikeState, found: StoredDocument | null) => void;

/** Is told of a bike of which other readings count than those that were merged, and of the ids that it shares modules with. */
type OnMisattributed = (bike: BikeState | null, beside: readonly string[]) => void;

/** The index of latest states, written with optimistic concurrency. */
export class StateIndex {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
    private readonly gate: StoreGate,
    private readonly metrics: Metrics,
    private readonly onMisattributed: OnMisattributed,
  ) {}

  /**
   * Writes until Elasticsearch has accepted each bike's state, but for those that must be derived from the store first;
   * returns what is to be published.
   */
  async write(bikes: readonly BikeState[]): Promise<OutgoingMessage[]> {
    const messages: OutgoingMessage[] = [];
    // What met a newer version stays open: it is read again, merged and written at once.
    for (let open = bikes; open.length > 0; ) {
      await this.read(
        open.filter((bike) => !bike.loaded && !bike.isOnItsOwn),
        (bike, found) => this.take(bike, found),
      );
      const written = await this.writeOnce(open.filter((bike) => !bike.isOnItsOwn));
      messages.push(...written.messages);
      open = written.conflicting;
    }
    return messages;
  }

  /** Reads whose readings the bikes' own are, and what is known of them. */
  async meet(bikes: readonly BikeState[]): Promise<void> {
    await this.read(bikes, (bike, found) => {
      if (!bike.isOnItsOwn) this.take(bike, found);
    });
  }

  /**
   * Reads bikes that must be derived from the store, and forgets of them what may not count. From then on what comes of
   * them may be merged.
   */
  async begin(bikes: readonly BikeState[]): Promise<void> {
    await this.read(bikes, (bike, found) => this.renew(bike, found));
  }

  /** Writes bikes that were read; returns what is to be published, and the bikes that met a newer version. */
  async writeOnce(
    bikes: readonly BikeState[],
  ): Promise<{ messages: OutgoingMessage[]; conflicting: BikeState[] }> {
    const messages: OutgoingMessage[] = [];
    const conflicting: BikeState[] = [];
    const settle: Settle = (bike, json) => {
      // One of which nothing is left is told of as well: there was something before.
      if (!bike.published && (bike.hasReported || bike.generation > 0))
        messages.push({ key: bike.bikeId, value: json, headers: arrivalsOf(bike) });
      bike.published = true;
    };
    const writes = prepare(bikes, settle);
    for (const part of partsOf(writes, ({ lines }) => Buffer.byteLength(lines(0)), MAX_BYTES))
      await persistInParts(part, this.persist, (some) => this.attempt(some, settle, conflicting));
    return { messages, conflicting };
  }

  private async read(bikes: readonly BikeState[], take: Take): Promise<void> {
    for (const part of partsOf(bikes, () => 0, 1, BIKES_PER_REQUEST))
      await persistInParts(part, this.persist, async (some) => {
        const ids = some.map((bike) => bike.bikeId);
        const stored = await readByIds(this.es, this.index, ids).catch(heldIfAlone(some));
        for (const [at, bike] of some.entries()) take(bike, stored[at] ?? null);
        return { step: DONE, open: [] };
      });
  }

  /** Merges what is stored of a bike into it, where both are of the same readings. */
  private take(bike: BikeState, found: StoredDocument | null): void {
    const { isMet, registration: before, generation } = bike;
    const stored = found && parseStateDocument(found.source);
    const isSame = takeRegistration(bike, before, stored?.registration);
    if (!isSame || (isMet && generation !== (stored?.generation ?? 0))) {
      this.onMisattributed(bike, besideOf(bike, before, stored?.registration));
      return;
    }
    takeVersion(bike, found);
    const isWhole = found?.source.tenures !== undefined;
    bike.attributedAtMs = stored?.attributed_at ?? null;
    bike.isAhead = stored === null || mergeStored(bike, stored) || !isWhole;
  }

  /** Leaves of a bike what is stored of the readings that count for it; nothing, in a new generation, where others did. */
  private renew(bike: BikeState, found: StoredDocument | null): void {
    const before = bike.registration;
    const stored = found && parseStateDocument(found.source);
    const generation = stored?.generation ?? 0;
    bike.mustDerive = false;
    if (!takeRegistration(bike, before, stored?.registration))
      this.onMisattributed(null, besideOf(bike, before, stored?.registration));
    bike.isRaised =
      bike.mustRaise || attributionText(bike.registration) !== attributionText(stored?.registration ?? null);
    bike.renew(bike.isRaised ? generation + 1 : generation);
    if (stored && !bike.isRaised) bike.merge(stored);
    bike.attributedAtMs = stored?.attributed_at ?? null;
    takeVersion(bike, found);
    const isWhole = found?.source.tenures !== undefined;
    bike.isAhead = bike.isRaised || bike.registration?.version !== stored?.registration?.version || !isWhole;
  }

  private async attempt(
    writes: readonly StateWrite[],
    settle: Settle,
    conflicting: BikeState[],
  ): Promise<Attempted<StateWrite>> {
    const nowMs = Date.now();
    const body = Buffer.from(writes.map(({ lines }) => lines(nowMs)).join(""));
    const answer = await sendBulk(this.es, this.index, body, { versions: true }).catch(heldIfAlone(writes));
    if (answer.allDone) throw new UnknownAnswer("a bulk with versions answered without items");
    const open: StateWrite[] = [];
    let step = DONE;
    for (const [at, write] of writes.entries()) {
      const { bike, json } = write;
      const item = answer.items[at];
      const kind = item?.kind ?? "unknown";
      this.metrics.stateWrites.inc({ result: kind === "done" ? "written" : kind });
      if (kind === "done") {
        bike.version = versionOf(item);
        if (bike.isRaised) bike.attributedAtMs = nowMs;
        bike.isRaised = false;
        settle(bike, json);
      } else if (kind === "conflict") {
        bike.loaded = false;
        conflicting.push(bike);
      } else {
        open.push(write);
        step = worse(step, item);
      }
    }
    return { step, open };
  }

  private readonly persist = (attempt: () => Promise<StoreStep>): Promise<void> =>
    this.gate.persist(`states ${this.index}`, attempt);
}

/** Settles the bikes whose stored state says all that they know, and returns what the others write. */
function prepare(bikes: readonly BikeState[], settle: Settle): StateWrite[] {
  const writes: StateWrite[] = [];
  for (const bike of bikes) {
    // Its registration came while it was derived for another.
    if (bike.mustDerive) continue;
    const state = bike.toDocument();
    const json = JSON.stringify(state);
    if (!bike.isAhead) {
      settle(bike, json);
      continue;
    }
    bike.isAhead = false;
    // An answer may be lost after it was accepted: until one is seen, what is stored counts as not published.
    bike.published = false;
    const action = actionFor(bike);
    const ownership = JSON.stringify(ownershipOf(state, bike.registration)).slice(1, -1);
    const attributed = (nowMs: number) => {
      const attributedAtMs = bike.isRaised ? nowMs : bike.attributedAtMs;
      return attributedAtMs === null ? "" : `,"attributed_at":${attributedAtMs}`;
    };
    // One object of two: what is published is the beginning of what is stored.
    const lines = (nowMs: number) => `${action}\n${json.slice(0, -1)},${ownership}${attributed(nowMs)}}\n`;
    writes.push({ bike, json, lines });
  }
  return writes;
}

/** Takes the greater registration; whether the same readings count by it as by the one before and by the stored one. */
function takeRegistration(
  bike: BikeState,
  before: Registration | null,
  stored: Registration | undefined,
): boolean {
  if (stored) bike.register(stored);
  const text = attributionText(bike.registration);
  return text === attributionText(stored ?? null) && (!bike.isMet || text === attributionText(before));
}

const besideOf = (bike: BikeState, before: Registration | null, stored: Registration | undefined): string[] =>
  [before, stored ?? null, bike.registration].flatMap((registration) => namedBeside(registration));

function takeVersion(bike: BikeState, found: StoredDocument | null): void {
  bike.version = found && { seqNo: found.seqNo, primaryTerm: found.primaryTerm };
  bike.loaded = true;
  bike.isMet = true;
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
