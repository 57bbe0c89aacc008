import { createHash } from "node:crypto";
import type { FieldFault } from "@/lib/domain/faults";
import type { Names } from "@/lib/domain/names";
import type { DeadLetterReason, QuarantineReason } from "@/lib/domain/outcome";
import { type StoredReading, toDocument } from "@/lib/domain/stored-reading";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Holds } from "../holds";
import type { Origin, Ticket } from "../lane/ticket";
import { persistToKafka } from "../persist-to-kafka";
import type { StoreGate } from "../store-gate";
import { deadLetterOf } from "./dead-letter";

interface Entry {
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Where readings and bytes are kept that cannot go on: the dead-letter topic and the quarantine index. Both are written
 * under a key derived from their content, so that a redelivery leaves one. Tickets are held until it is durable.
 */
export class Aside {
  private letters: OutgoingMessage[] = [];
  private entries: Entry[] = [];
  private held: Ticket[] = [];
  private scheduled = false;

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly gate: StoreGate,
    private readonly publisher: Publisher,
    private readonly holds: Holds,
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
    this.letters.push(deadLetterOf(origin, reason, faults, faultCount));
    this.schedule(tickets);
  }

  /** A reading that lost a field to a greater value of the same identity. */
  collision(origin: Origin, reading: StoredReading, tickets: Iterable<Ticket>): void {
    this.quarantine(origin, "collision", reading.timeMs, toDocument(reading), tickets);
  }

  /** A reading with the time of an instant yet to come; placed when it is due. */
  aheadOfClock(origin: Origin, reading: StoredReading, tickets: Iterable<Ticket>): void {
    this.quarantine(origin, "ahead-of-clock", reading.timeMs, toDocument(reading), tickets);
  }

  /** A reading without a usable time, as it was sent. */
  implausibleTime(origin: Origin, timeMs: number, raw: unknown, tickets: Iterable<Ticket>): void {
    this.quarantine(origin, "implausible-time", timeMs, raw, tickets);
  }

  private quarantine(
    origin: Origin,
    reason: QuarantineReason,
    eventMs: number,
    reading: unknown,
    tickets: Iterable<Ticket>,
  ): void {
    const id = createHash("sha256")
      .update(JSON.stringify([origin.bikeId, origin.source, reason, reading]))
      .digest("hex");
    this.entries.push({
      id,
      document: {
        reason,
        decision: "waiting",
        bike_id: origin.bikeId,
        source: origin.source,
        ...(isDate(eventMs) ? { event_at: eventMs } : {}),
        ...(reason === "ahead-of-clock" ? { due_at: eventMs } : {}),
        received_at: origin.receivedAtMs,
        stored_at: this.now(),
        ingest_client: origin.client,
        reading: { value: reading },
      },
    });
    this.schedule(tickets);
  }

  private schedule(tickets: Iterable<Ticket>): void {
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
    const { letters, entries, held } = this;
    this.letters = [];
    this.entries = [];
    this.held = [];
    if (letters.length > 0) {
      await persistToKafka(() => this.publisher.publish(this.names.topics.deadLetter, letters), this.holds);
    }
    for (let from = 0; from < entries.length; from += 1_000)
      await this.store(entries.slice(from, from + 1_000));
    for (const ticket of held) ticket.release();
  }

  private store(entries: readonly Entry[]): Promise<void> {
    const lines = entries.map(
      ({ id, document }) => `{"create":{"_id":"${id}"}}\n${JSON.stringify(document)}\n`,
    );
    const body = Buffer.from(lines.join(""));
    return this.gate.persist(`quarantine ${this.names.quarantine}`, async () => {
      const answer = await sendBulk(this.es, this.names.quarantine, body);
      if (answer.allDone) return { kind: "done", detail: "" };
      // Sent again as a whole: what is there already keeps its decision.
      const worst = answer.items.find((item) => item.kind !== "done" && item.kind !== "conflict");
      if (!worst) return { kind: "done", detail: "" };
      return { kind: worst.kind, detail: `${worst.status} ${worst.type}: ${worst.reason}` };
    });
  }
}

/** A time that a date field can hold. */
const isDate = (timeMs: number): boolean => Number.isFinite(timeMs) && Math.abs(timeMs) <= 8.64e15;
