import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { SOURCES } from "@/lib/domain/packet";
import { fromDocument } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { ReadingRows } from "../decode/reading-rows";
import { type Origin, Ticket } from "../lane/ticket";
import type { Batcher } from "../series/batcher";
import { clientPart } from "../series/encode-line";
import type { StateKeeper } from "../state/keeper";

const ENTRIES_PER_SWEEP = 1_000;

const DueEntries = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _id: z.string(),
        _source: z.object({
          bike_id: z.string(),
          source: z.enum(SOURCES),
          received_at: z.number(),
          ingest_client: z.string(),
          reading: z.object({ value: z.record(z.string(), z.unknown()) }),
        }),
      }),
    ),
  }),
});
type DueEntry = z.infer<typeof DueEntries>["hits"]["hits"][number];

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
    for (;;) {
      const due = await this.due(nowMs);
      if (due.length === 0) return placed;
      await this.place(due);
      await this.decide(due);
      placed += due.length;
    }
  }

  private async due(nowMs: number): Promise<DueEntry[]> {
    const answer = await this.es.transport.request({
      method: "POST",
      path: `/${this.names.quarantine}/_search`,
      body: {
        size: ENTRIES_PER_SWEEP,
        sort: [{ due_at: "asc" }],
        query: {
          bool: {
            filter: [
              { term: { reason: "ahead-of-clock" } },
              { term: { decision: "waiting" } },
              { range: { due_at: { lte: nowMs } } },
            ],
          },
        },
      },
    });
    return DueEntries.parse(answer).hits.hits;
  }

  private place(due: readonly DueEntry[]): Promise<void> {
    return new Promise((resolve) => {
      const ticket = new Ticket(resolve);
      for (const { _source: entry } of due) {
        const reading = fromDocument(entry.reading.value);
        this.rows.clear();
        this.rows.bikeId = entry.bike_id;
        this.rows.source = entry.source;
        this.rows.append(reading);
        const bike = this.states.bike(entry.bike_id);
        const batch = this.batcher.batchFor(windowOf(reading.timeMs));
        this.batcher.add(
          batch,
          this.rows,
          0,
          originOf(entry),
          ticket,
          bike,
          clientPart(entry.ingest_client),
          0,
        );
      }
      ticket.release();
    });
  }

  private async decide(due: readonly DueEntry[]): Promise<void> {
    const lines = due.map(({ _id }) => `{"update":{"_id":"${_id}"}}\n{"doc":{"decision":"placed"}}\n`);
    const body = Buffer.from(lines.join(""));
    const answer = await sendBulk(this.es, this.names.quarantine, body, { waitForRefresh: true });
    // A conflict is a colleague's sweep, which decided the same.
    const refused = answer.allDone
      ? undefined
      : answer.items.find(({ kind }) => kind !== "done" && kind !== "conflict");
    if (refused)
      throw new Error(`a decision was not kept: ${refused.status} ${refused.type}: ${refused.reason}`);
  }
}

function originOf(entry: DueEntry["_source"]): Origin {
  const value = Buffer.from(JSON.stringify(entry.reading.value));
  return {
    topic: "waiting-room",
    partition: 0,
    offset: "0",
    key: Buffer.from(entry.bike_id),
    value,
    valueBytes: value.length,
    headers: {},
    bikeId: entry.bike_id,
    source: entry.source,
    receivedAtMs: entry.received_at,
    client: entry.ingest_client,
  };
}
