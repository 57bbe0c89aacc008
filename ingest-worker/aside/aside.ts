import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetterReason, QuarantineReason } from "@/lib/domain/outcome";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { encodedBytes, type OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { type Origin, type Ticket, withValue } from "../lane/ticket";
import { deadLetterOf } from "./dead-letter";
import { Outbox } from "./outbox";
import type { Quarantine } from "./quarantine";
import { inStoredForm, type QuarantineEntry, quarantineEntry } from "./quarantine-entry";

/** Beyond this no further records are taken over until what waits here is durable. */
const MAX_WAITING_BYTES = 8_000_000;

/** A reading, or some values of one, that met another of its identity. */
interface Colliding {
  readonly origin: Origin;
  readonly reading: StoredReading;
}

/**
 * Where readings and bytes are kept that cannot go on: the dead letters and the quarantine, neither of which waits for
 * the other. Both are written under a key derived from their content, so that a redelivery leaves one. What the
 * quarantine will never take becomes a dead letter: nothing that a record holds can keep its partition from going on.
 */
export class Aside {
  private readonly letters: Outbox<OutgoingMessage>;
  private readonly entries: Outbox<QuarantineEntry>;
  private readonly waiting: (() => void)[] = [];

  /** @param publish resolves when the dead-letter topic has every letter. */
  constructor(
    private readonly quarantine: Pick<Quarantine, "store">,
    private readonly publish: (letters: readonly OutgoingMessage[]) => Promise<void>,
    private readonly now: () => number,
    fatal: (fault: unknown) => void,
  ) {
    const wake = () => {
      for (const resume of this.waiting.splice(0)) resume();
    };
    this.letters = new Outbox(publish, wake, fatal);
    this.entries = new Outbox((entries) => this.store(entries), wake, fatal);
  }

  /** Keeps a record with why; `faultCount` where more were found than are listed. */
  deadLetter(
    origin: Origin,
    reason: DeadLetterReason,
    faults: readonly FieldFault[],
    tickets: Iterable<Ticket>,
    faultCount = faults.length,
  ): void {
    const letter = deadLetterOf(origin, reason, faults, faultCount);
    this.letters.add(letter, encodedBytes(letter), tickets);
  }

  /** A reading with the time of an instant yet to come; placed when it is due. */
  aheadOfClock(origin: Origin, reading: StoredReading, tickets: Iterable<Ticket>): void {
    const kept = inStoredForm(reading);
    this.keep(quarantineEntry(origin, "ahead-of-clock", reading.timeMs, kept, this.now()), tickets);
  }

  /** A reading from before the service epoch. */
  beforeEpoch(origin: Origin, reading: StoredReading, tickets: Iterable<Ticket>): void {
    const kept = inStoredForm(reading);
    this.keep(quarantineEntry(origin, "implausible-time", reading.timeMs, kept, this.now()), tickets);
  }

  /** A reading without a usable time, in the text that was sent. */
  withoutTime(origin: Origin, text: string, tickets: Iterable<Ticket>): void {
    this.keep(quarantineEntry(origin, "implausible-time", Number.NaN, { text }, this.now()), tickets);
  }

  /** Values that lost to a greater one of the same field and identity; resolves when they are durable. */
  async collisions(lost: readonly Colliding[]): Promise<void> {
    await this.storeColliding("collision", lost);
  }

  /** Readings that would change what a sealed window holds; resolves when they are durable. */
  async sealedCollisions(changing: readonly Colliding[]): Promise<void> {
    await this.storeColliding("sealed-collision", changing);
  }

  get hasRoom(): boolean {
    return this.letters.bytes + this.entries.bytes <= MAX_WAITING_BYTES;
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private keep(entry: QuarantineEntry, tickets: Iterable<Ticket>): void {
    this.entries.add(entry, entry.json.length, tickets);
  }

  private storeColliding(reason: QuarantineReason, colliding: readonly Colliding[]): Promise<void> {
    const entries = new Map<string, QuarantineEntry>();
    for (const { origin, reading } of colliding) {
      const entry = quarantineEntry(origin, reason, reading.timeMs, inStoredForm(reading), this.now());
      if (!entries.has(entry.id)) entries.set(entry.id, entry);
    }
    return this.store([...entries.values()]);
  }

  private async store(entries: readonly QuarantineEntry[]): Promise<void> {
    const refused = await this.quarantine.store(entries);
    if (refused.length === 0) return;
    const letters = refused.map(({ entry: { origin, json }, why }) => {
      const faults = [{ reading: null, field: "", expected: "an entry that the quarantine takes", got: why }];
      // The entry and not its record: a value that lost may have come with another.
      return deadLetterOf(withValue(origin, Buffer.from(json)), "refused-by-store", faults);
    });
    await this.publish(letters);
  }
}
