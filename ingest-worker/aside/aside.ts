import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetterReason } from "@/lib/domain/outcome";
import type { StoredReading } from "@/lib/domain/stored-reading";
import { encodedBytes, type OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { type Origin, type Ticket, withValue } from "../lane/ticket";
import { deadLetterOf } from "./dead-letter";
import type { Quarantine } from "./quarantine";
import { inStoredForm, type QuarantineEntry, quarantineEntry } from "./quarantine-entry";

/** Beyond this no further records are taken over until what waits here is durable. */
const MAX_WAITING_BYTES = 8_000_000;

/**
 * Where readings and bytes are kept that cannot go on: the dead letters and the quarantine. Both are written under a
 * key derived from their content, so that a redelivery leaves one. Tickets are held until it is durable. What the
 * quarantine will never take becomes a dead letter: nothing that a record holds can keep its partition from going on.
 */
export class Aside {
  private letters: OutgoingMessage[] = [];
  private entries: QuarantineEntry[] = [];
  private held: Ticket[] = [];
  private bytes = 0;
  private waitingBytes = 0;
  private scheduled = false;
  private readonly waiting: (() => void)[] = [];

  /** @param publish resolves when the dead-letter topic has every letter. */
  constructor(
    private readonly quarantine: Pick<Quarantine, "store">,
    private readonly publish: (letters: readonly OutgoingMessage[]) => Promise<void>,
    private readonly now: () => number,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  /** Keeps a record with why; `faultCount` where more were found than are listed. */
  deadLetter(
    origin: Origin,
    reason: DeadLetterReason,
    faults: readonly FieldFault[],
    tickets: Iterable<Ticket>,
    faultCount = faults.length,
  ): void {
    const letter = deadLetterOf(origin, reason, faults, faultCount);
    this.letters.push(letter);
    this.schedule(encodedBytes(letter), tickets);
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
  async collisions(lost: readonly { origin: Origin; reading: StoredReading }[]): Promise<void> {
    await this.store(
      lost.map(({ origin, reading }) =>
        quarantineEntry(origin, "collision", reading.timeMs, inStoredForm(reading), this.now()),
      ),
    );
  }

  get hasRoom(): boolean {
    return this.bytes <= MAX_WAITING_BYTES;
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (!this.hasRoom) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private keep(entry: QuarantineEntry, tickets: Iterable<Ticket>): void {
    this.entries.push(entry);
    this.schedule(entry.json.length, tickets);
  }

  private schedule(bytes: number, tickets: Iterable<Ticket>): void {
    this.bytes += bytes;
    this.waitingBytes += bytes;
    for (const ticket of tickets) {
      ticket.hold();
      this.held.push(ticket);
    }
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush().catch(this.fatal);
    });
  }

  private async flush(): Promise<void> {
    const { letters, entries, held, waitingBytes } = this;
    this.letters = [];
    this.entries = [];
    this.held = [];
    this.waitingBytes = 0;
    if (letters.length > 0) await this.publish(letters);
    await this.store(entries);
    for (const ticket of held) ticket.release();
    this.bytes -= waitingBytes;
    for (const resume of this.waiting.splice(0)) resume();
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
