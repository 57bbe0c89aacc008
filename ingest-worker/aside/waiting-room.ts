import type { Names } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { ReadingRows } from "../decode/reading-rows";
import { type Origin, Ticket } from "../lane/ticket";
import type { Batcher } from "../series/batcher";
import { clientPart } from "../series/encode-line";
import type { StateKeeper } from "../state/keeper";
import { type DueEntry, dueEntries } from "./due-entries";

/** Places the readings of the waiting room whose time has come. Any worker may; placing twice finds a duplicate. */
export class WaitingRoom {
  private readonly rows = new ReadingRows();

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly batcher: Batcher,
    private readonly states: StateKeeper,
  ) {}

  /** One sweep for the time `nowMs`; resolves when what was due is durable, with how many readings that were. */
  async sweep(nowMs: number): Promise<number> {
    let placed = 0;
    for await (const due of dueEntries(this.es, this.names.quarantine, nowMs)) {
      if (due.length === 0) continue;
      await this.place(due);
      await this.decide(due);
      placed += due.length;
    }
    return placed;
  }

  private place(due: readonly DueEntry[]): Promise<void> {
    return new Promise((resolve) => {
      const ticket = new Ticket(resolve);
      for (const entry of due) {
        this.rows.clear();
        this.rows.bikeId = entry.bikeId;
        this.rows.source = entry.source;
        this.rows.append(entry.reading);
        const bike = this.states.bike(entry.bikeId);
        const batch = this.batcher.batchFor(windowOf(entry.reading.timeMs));
        this.batcher.add(batch, this.rows, 0, originOf(entry), ticket, bike, clientPart(entry.client), 0);
      }
      ticket.release();
    });
  }

  private async decide(due: readonly DueEntry[]): Promise<void> {
    const lines = due.map(({ id }) => `{"update":{"_id":"${id}"}}\n{"doc":{"decision":"placed"}}\n`);
    const answer = await sendBulk(this.es, this.names.quarantine, Buffer.from(lines.join("")));
    // A conflict is a colleague's sweep, which decided the same.
    const refused = answer.allDone
      ? undefined
      : answer.items.find(({ kind }) => kind !== "done" && kind !== "conflict");
    if (refused)
      throw new Error(`a decision was not kept: ${refused.status} ${refused.type}: ${refused.reason}`);
  }
}

function originOf(entry: DueEntry): Origin {
  const value = Buffer.from(JSON.stringify(entry.value));
  return {
    topic: "waiting-room",
    partition: 0,
    offset: "0",
    key: Buffer.from(entry.bikeId),
    value,
    valueBytes: value.length,
    headers: {},
    bikeId: entry.bikeId,
    source: entry.source,
    receivedAtMs: entry.receivedAtMs,
    client: entry.client,
    span: null,
  };
}
