import type { Source } from "@/lib/domain/packet";
import { bikeName } from "../bike-range";
import { Mailbox } from "../send/mailbox";
import type { SentPacket, SentReading } from "../sent-packet";
import { newTwin, randomAt } from "../twin/new-twin";
import { type Plan, planOf, type Town } from "../twin/plan";
import { step } from "../twin/step";
import type { Truth, Twin, World } from "../twin/twin";
import { Agenda } from "./agenda";
import { resumed, revived, type Snapshot, snapshotOf } from "./snapshot";

export interface FleetOptions {
  readonly seed: number;
  readonly bikes: number;
  /** Their names begin so. */
  readonly prefix: string;
  readonly town: Town;
  readonly phoneShare: number;
  readonly isLively: boolean;
  readonly startMs: number;
  /** The fleet as an earlier run left it. */
  readonly earlier?: Snapshot | undefined;
  /** What a bike's sender had recorded then and not sent. */
  readonly unsent?: (bikeId: string, source: Source) => SentReading[];
}

/** How the fleet goes on; may change at any time. */
export interface Manner {
  readonly everyS: number;
  readonly readingsPerPacket: number;
  readonly faultFactor: number;
}

/** Many bikes, each stepped when it is due. The same options and manner give the same packets. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #agenda: Agenda;
  readonly #twins: Twin[] = [];
  readonly #mailboxes: Mailbox[] = [];
  readonly #onTruth: (truth: Truth) => void;
  #size = 0;
  #atMs: number;
  manner: Manner;

  constructor(options: FleetOptions, manner: Manner, onTruth: (truth: Truth) => void = () => undefined) {
    this.#options = options;
    this.#agenda = new Agenda(options.startMs);
    this.#atMs = options.startMs;
    this.#onTruth = onTruth;
    this.manner = manner;
    this.resize(options.bikes);
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** The bikes that are out, in the order of their numbers. */
  get twins(): readonly Twin[] {
    return this.#twins.slice(0, this.#size);
  }

  /** Those of bikes that rest, too. */
  get mailboxes(): readonly Mailbox[] {
    return this.#mailboxes;
  }

  /** More bikes come, or those with the highest numbers rest and are heard of no more. */
  resize(bikes: number): void {
    const { seed, prefix, town, unsent } = this.#options;
    for (let number = this.#size; number < bikes; number++) {
      const bikeId = bikeName(prefix, number);
      const twin = this.#begin({ ...planOf(seed, number, town, this.#options), bikeId });
      this.#twins[number] = twin;
      this.#mailboxes[number] ??= new Mailbox(bikeId, (source) => unsent?.(bikeId, source) ?? []);
      this.#agenda.add(number, twin.dueMs);
    }
    this.#size = bikes;
  }

  /** @param isLast it will not ride on. */
  snapshot(isLast: boolean): Snapshot {
    return snapshotOf(this.#options.seed, this.#atMs, isLast, this.twins);
  }

  /** The bike with this number is now otherwise. */
  change(number: number, change: (twin: Twin) => Twin): void {
    const twin = this.#twins[number];
    if (twin) this.#twins[number] = change(twin);
  }

  /** Packets in the order in which bikes send them, up to a time; as many at once as fall into one slot of the agenda. */
  *advanceTo(nowMs: number): Generator<readonly SentPacket[]> {
    const world = this.#world();
    for (let slot = this.#agenda.take(nowMs); slot; slot = this.#agenda.take(nowMs)) {
      const packets: SentPacket[] = [];
      for (const number of slot.items) packets.push(...this.#step(number, slot.endMs, world));
      if (packets.length > 0) yield packets;
    }
    this.#atMs = Math.max(this.#atMs, nowMs);
  }

  #begin(plan: Plan): Twin {
    const { earlier, town } = this.#options;
    const rested = this.#twins[plan.number];
    if (rested) return resumed(rested, this.#atMs);
    const kept = earlier?.twins[plan.number];
    if (kept) return resumed(revived(kept, plan, town.graph), this.#atMs);
    return newTwin(plan, this.#atMs, this.#world());
  }

  #world(): World {
    const { everyS, faultFactor } = this.manner;
    return { town: this.#options.town, everyS, faultFactor };
  }

  /** A bike that rested and came back may have an old entry in the agenda: it is not due then. */
  #step(number: number, endMs: number, world: World): SentPacket[] {
    const twin = this.#twins[number];
    const mailbox = this.#mailboxes[number];
    if (!twin || !mailbox || number >= this.#size || twin.dueMs >= endMs) return [];
    const done = step(twin, twin.dueMs, randomAt(twin.plan, twin.dueMs), world);
    this.#twins[number] = done.twin;
    this.#agenda.add(number, done.twin.dueMs);
    for (const truth of done.truth) this.#onTruth(truth);
    return mailbox.take(done, this.manner.readingsPerPacket);
  }
}
