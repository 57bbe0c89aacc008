import type { OutcomeKind } from "@/lib/domain/outcome";
import type { TimeWindow } from "@/lib/domain/window";
import { BulkFault, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import type { Aside } from "../aside/aside";
import { ReadingRows } from "../decode/reading-rows";
import type { Origin } from "../lane/ticket";
import type { Metrics } from "../metrics";
import type { StateKeeper } from "../state/keeper";
import { UnknownAnswer } from "../store-gate";
import { DONE, stepOf, worse } from "../store-step";
import type { SeriesBatch } from "./batch";
import {
  type Conflict,
  identityIn,
  type JoinPlan,
  type LostValue,
  planJoins,
  type Replacement,
  type Resolved,
  replaceStored,
} from "./conflicts";
import type { WindowKeeper } from "./window-keeper";

const CONFLICTS_PER_REQUEST = 1_000;

/** Brings batches into their windows: each reading ends as stored, duplicate, merged, collided or dead-lettered. */
export class SeriesWriter {
  private readonly scratch = new ReadingRows();

  constructor(
    private readonly es: Elasticsearch,
    private readonly windows: WindowKeeper,
    private readonly states: StateKeeper,
    private readonly aside: Aside,
    private readonly metrics: Metrics,
    private readonly lane: string,
  ) {}

  /** Readings of this window are on their way: its index is made while they gather. A failure shows when they are written. */
  expect(window: TimeWindow): void {
    this.windows.ensure(window).catch(() => undefined);
  }

  /** Resolves when every reading of the batch is durable and merged into the states in memory. */
  async write(batch: SeriesBatch): Promise<void> {
    await this.windows.ensure(batch.window);
    const index = this.windows.indexOf(batch.window);
    let open = Array.from({ length: batch.count }, (_, row) => row);
    let share = open.length;
    while (open.length > 0) {
      const part = open.slice(0, share);
      const later = open.slice(share);
      let rest = part;
      let conflicts: Conflict[] = [];
      await this.windows.persist(batch.window, `bulk ${index}`, async () => {
        const sent = await this.send(index, batch, rest);
        if (sent.tooLarge) {
          const half = Math.floor(rest.length / 2);
          if (half === 0) this.refuse(batch, rest[0] ?? 0, "too-large", "larger than the store takes");
          later.unshift(...rest.slice(half));
          if (half === 0) later.shift();
          rest = rest.slice(0, half);
          share = Math.max(1, half);
          return half === 0 ? DONE : { kind: "retriable", detail: "too large, sending half" };
        }
        rest = sent.open;
        conflicts = conflicts.concat(sent.conflicts);
        return sent.step;
      });
      open = [...(await this.join(index, batch, conflicts)), ...later];
    }
  }

  private async send(index: string, batch: SeriesBatch, rows: number[]) {
    const conflicts: Conflict[] = [];
    const timer = this.metrics.bulkSeconds.startTimer({ lane: this.lane });
    const answer = await sendBulk(this.es, index, bodyOf(batch, rows)).catch(faultOf);
    timer();
    if (answer instanceof BulkFault) {
      const tooLarge = answer.kind === "too-large";
      return { step: stepOf(answer), open: rows, conflicts, tooLarge };
    }
    this.metrics.bulkReadings.observe({ lane: this.lane }, rows.length);
    if (answer.allDone) {
      for (const row of rows) this.applyRow(batch, row);
      this.count("stored", rows.length);
      return { step: DONE, open: [], conflicts, tooLarge: false };
    }
    const open: number[] = [];
    let step = DONE;
    let stored = 0;
    for (const [at, row] of rows.entries()) {
      const item = answer.items[at];
      if (item?.kind === "done") {
        this.applyRow(batch, row);
        stored++;
      } else if (item?.kind === "conflict") conflicts.push(conflictOf(batch, row, item));
      else if (item?.kind === "permanent")
        this.refuse(batch, row, "refused-by-store", `${item.type}: ${item.reason}`);
      else {
        open.push(row);
        step = worse(step, item);
      }
    }
    this.count("stored", stored);
    return { step, open, conflicts, tooLarge: false };
  }

  /** Joins conflicts into what is stored; returns rows that must be sent again. */
  private async join(index: string, batch: SeriesBatch, conflicts: readonly Conflict[]): Promise<number[]> {
    const again: number[] = [];
    let open = conflicts;
    while (open.length > 0) {
      const part = open.slice(0, CONFLICTS_PER_REQUEST);
      const later = open.slice(CONFLICTS_PER_REQUEST);
      const plan = await this.plan(index, batch, part);
      await this.keepLost(batch, plan.lost);
      for (const resolved of plan.resolved) this.applyResolved(batch, resolved);
      again.push(...plan.absent.map((conflict) => conflict.row));
      open = [...plan.open, ...(await this.replace(index, batch, plan.replacements)), ...later];
    }
    return again;
  }

  private async plan(index: string, batch: SeriesBatch, conflicts: readonly Conflict[]): Promise<JoinPlan> {
    let plan: JoinPlan | undefined;
    await this.windows.persist(batch.window, `read ${index}`, async () => {
      plan = await planJoins(this.es, index, conflicts);
      return DONE;
    });
    if (!plan) throw new UnknownAnswer(`${index}: nothing was read`);
    return plan;
  }

  private async keepLost(batch: SeriesBatch, lost: readonly LostValue[]): Promise<void> {
    if (lost.length === 0) return;
    await this.aside.collisions(lost.map(({ row, reading }) => ({ origin: originOf(batch, row), reading })));
  }

  /** Returns what met a newer version. */
  private async replace(
    index: string,
    batch: SeriesBatch,
    replacements: readonly Replacement[],
  ): Promise<Conflict[]> {
    const newer: Conflict[] = [];
    let open = replacements;
    while (open.length > 0) {
      await this.windows.persist(batch.window, `join ${index}`, async () => {
        const { done, open: met, refused } = await replaceStored(this.es, index, open);
        for (const { resolved } of done) this.applyResolved(batch, resolved);
        newer.push(...met);
        open = refused.map(({ replacement }) => replacement);
        return refused.reduce((step, { item }) => worse(step, item), DONE);
      });
    }
    return newer;
  }

  private applyRow(batch: SeriesBatch, row: number): void {
    const bike = batch.bikes[row];
    if (!bike) throw new UnknownAnswer(`the store answered for row ${row} of ${batch.count}`);
    this.states.apply(
      bike,
      batch.times[row] ?? 0,
      batch.sources[row] ?? "app",
      batch.masks[row] ?? 0,
      batch.values,
      row,
      batch.texts,
    );
  }

  private applyResolved(batch: SeriesBatch, settled: Resolved): void {
    const bike = batch.bikes[settled.row];
    if (!bike) throw new UnknownAnswer(`the store answered for row ${settled.row} of ${batch.count}`);
    this.scratch.clear();
    this.scratch.append(settled.reading);
    const { times, masks, values, texts } = this.scratch;
    const source = batch.sources[settled.row] ?? "app";
    this.states.apply(bike, times[0] ?? 0, source, masks[0] ?? 0, values, 0, texts);
    this.count(settled.outcome, 1);
  }

  private refuse(
    batch: SeriesBatch,
    row: number,
    reason: "refused-by-store" | "too-large",
    detail: string,
  ): void {
    const origin = originOf(batch, row);
    const time = new Date(batch.times[row] ?? Number.NaN).toISOString();
    const expected = `a reading that the store takes: ${origin.bikeId}, ${origin.source}, ${time}`;
    this.aside.deadLetter(
      origin,
      reason,
      [{ reading: null, field: "@timestamp", expected, got: detail }],
      batch.tickets,
    );
    this.count("dead-lettered", 1);
  }

  private count(outcome: OutcomeKind, readings: number): void {
    if (readings > 0) this.metrics.readings.inc({ lane: this.lane, outcome }, readings);
  }
}

function originOf(batch: SeriesBatch, row: number): Origin {
  const origin = batch.origins[row];
  if (!origin) throw new UnknownAnswer(`the store answered for row ${row} of ${batch.count}`);
  return origin;
}

function bodyOf(batch: SeriesBatch, rows: readonly number[]): Buffer {
  if (rows.length === batch.count) return batch.body.subarray(0, batch.bytes);
  return Buffer.concat(rows.map((row) => batch.lines(row)));
}

function conflictOf(batch: SeriesBatch, row: number, item: BulkItem): Conflict {
  const id = identityIn(item.reason);
  if (id === null) throw new UnknownAnswer(`a conflict without an identity: ${item.reason}`);
  return { row, id, incoming: batch.document(row) };
}

function faultOf(fault: unknown): BulkFault {
  if (fault instanceof BulkFault) return fault;
  throw fault;
}
