import type { Ticket } from "../lane/ticket";

/** Sends together what was added within one turn of the event loop; tickets are held until it is durable. */
export class Outbox<T> {
  private items: T[] = [];
  private tickets: Ticket[] = [];
  private itemBytes = 0;
  /** Of everything that is not durable yet. */
  bytes = 0;

  constructor(
    /** Resolves when all of it is durable. */
    private readonly send: (items: readonly T[]) => Promise<void>,
    private readonly onDurable: () => void,
    private readonly fatal: (fault: unknown) => void,
  ) {}

  add(item: T, bytes: number, tickets: Iterable<Ticket>): void {
    if (this.items.length === 0) setImmediate(() => this.flush().catch(this.fatal));
    this.items.push(item);
    this.itemBytes += bytes;
    this.bytes += bytes;
    for (const ticket of tickets) {
      ticket.hold();
      this.tickets.push(ticket);
    }
  }

  private async flush(): Promise<void> {
    const { items, tickets, itemBytes } = this;
    this.items = [];
    this.tickets = [];
    this.itemBytes = 0;
    await this.send(items);
    for (const ticket of tickets) ticket.release();
    this.bytes -= itemBytes;
    this.onDurable();
  }
}
