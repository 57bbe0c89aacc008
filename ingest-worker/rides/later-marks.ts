import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import type { Ticket } from "../lane/ticket";

/** Whoever knows the rules has been given the partition by then, or it is handed on once more. */
const HAND_ON_AFTER_MS = 60_000;

interface Later {
  readonly message: OutgoingMessage;
  readonly ticket: Ticket;
}

/**
 * Marks that ask for rules which this process does not know. They are put at the topic's end as they came, again and again, until
 * somebody reads them who does; only then are they done with here.
 */
export class LaterMarks {
  private held: Later[] = [];
  private sinceMs = 0;

  constructor(
    private readonly publish: (messages: readonly OutgoingMessage[]) => Promise<void>,
    private readonly elapsedMs: () => number,
  ) {}

  /** Marks that wait. */
  get size(): number {
    return this.held.length;
  }

  /** @param value as it was read: what is not known of it stays in it. */
  add(bikeId: string, value: Buffer, ticket: Ticket): void {
    ticket.hold();
    if (this.held.length === 0) this.sinceMs = this.elapsedMs();
    this.held.push({ message: { key: bikeId, value: value.toString("utf8") }, ticket });
  }

  /** Hands on what has waited for long enough. Resolves when it is kept. */
  async handOn(): Promise<void> {
    if (this.held.length === 0 || this.elapsedMs() - this.sinceMs < HAND_ON_AFTER_MS) return;
    const { held } = this;
    this.held = [];
    await this.publish(held.map(({ message }) => message));
    for (const { ticket } of held) ticket.release();
  }

  /** Lets go of all that waits: whoever reads the topic next has it again. */
  forget(): void {
    this.held = [];
  }
}
