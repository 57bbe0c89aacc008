import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { ReadingRows } from "../decode/reading-rows";
import { type Origin, Ticket } from "../lane/ticket";
import type { Batcher } from "../series/batcher";
import { clientPart } from "../series/encode-line";
import type { StateKeeper } from "../state/keeper";
import { type DueEntry, dueEntries } from "./due-entries";

/**
 * Places the readings of the waiting room whose time has come. Each is claimed first, where it is still as it was found:
 * from then on nobody gives it another time. Any worker may place what is claimed, whoever claimed it and has died since;
 * placing twice finds a duplicate. What is under a tombstone ends there: the writer lets it go.
 */
export class WaitingRoom {
  private readonly rows = new ReadingRows();

  constructor(
    private readonly es: Elasticsearch,
    private readonly names: Names,
    private readonly batcher: Batcher,
    private readonly states: StateKeeper,
  ) {}

  /** One sweep for the time `nowMs`, by Elasticsearch's clock for `now`; resolves when what was due is durable, with how many readings that were. */
  async sweep(nowMs: number | "now"): Promise<number> {
    let placed = 0;
    for await (const due of dueEntries(this.es, this.names.quarantine, nowMs)) {
      const claimed = await this.claim(due);
      if (claimed.length === 0) continue;
      await this.place(claimed);
      await this.decide(
        claimed.map(({ id }) => ({ update: { _id: id } })),
        "placed",
      );
      placed += claimed.length;
    }
    return placed;
  }

  /** Returns what nobody else decided about, or a colleague's sweep claimed, since it was found. */
  private async claim(due: readonly DueEntry[]): Promise<DueEntry[]> {
    const waiting = due.filter(({ isClaimed }) => !isClaimed);
    const actions = waiting.map(({ id, seqNo, primaryTerm }) => ({
      update: { _id: id, if_seq_no: seqNo, if_primary_term: primaryTerm },
    }));
    const changed = await this.decide(actions, "placing");
    const lost = new Set(waiting.filter((_, at) => changed.has(at)));
    return due.filter((entry) => !lost.has(entry));
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

  /** Returns where the entry has changed meanwhile. */
  private async decide(actions: readonly object[], decision: "placing" | "placed"): Promise<Set<number>> {
    if (actions.length === 0) return new Set();
    const doc = JSON.stringify({ doc: { decision } });
    const lines = actions.map((action) => `${JSON.stringify(action)}\n${doc}\n`);
    const answer = await sendBulk(this.es, this.names.quarantine, Buffer.from(lines.join("")));
    if (answer.allDone) return new Set();
    const refused = answer.items.find(({ kind }) => kind !== "done" && kind !== "conflict");
    if (refused)
      throw new Error(`a decision was not kept: ${refused.status} ${refused.type}: ${refused.reason}`);
    return new Set(answer.items.flatMap(({ kind }, at) => (kind === "conflict" ? [at] : [])));
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
    headers: entry.signedBy === null ? {} : { [HEADER.rider]: entry.signedBy },
    bikeId: entry.bikeId,
    source: entry.source,
    receivedAtMs: entry.receivedAtMs,
    client: entry.client,
    span: null,
  };
}
