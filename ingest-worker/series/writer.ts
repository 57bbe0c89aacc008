import type { OutcomeKind } from "@/lib/domain/outcome";
import type { TimeWindow } from "@/lib/domain/window";
import { type BulkAnswer, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { backoffMs, pause } from "@/lib/retry";
import type { Span } from "@/lib/trace/span";
import { spanning } from "@/lib/trace/spanning";
import type { Aside } from "../aside/aside";
import type { Quarantine } from "../aside/quarantine";
import { type Breaker, HALF_OPEN_EVERY_MS } from "../breaker";
import { ReadingRows } from "../decode/reading-rows";
import { type Erased, isErased } from "../erasure/erased";
import { idsOfBatch } from "../log/ids-of-batch";
import type { Metrics } from "../metrics";
import { type Attempted, persistInParts } from "../persist-in-parts";
import type { RideMarks } from "../rides/ride-marks";
import type { BikeState } from "../state/bike-state";
import type { StateKeeper } from "../state/keeper";
import { UnknownAnswer } from "../store-gate";
import { DONE, worse } from "../store-step";
import type { SeriesBatch } from "./batch";
import { answersIn, leadToStates, startBulkSpan } from "./bulk-span";
import { type Conflict, identityIn } from "./conflicts";
import type { Resolved } from "./fold";
import { keysOfRows, originOfRow } from "./origin-of-row";
import { Refusals } from "./refusals";
import { type Placing, RowJoiner } from "./row-joiner";
import { SealedRows } from "./sealed-rows";
import type { WindowKeeper } from "./window-keeper";

/**
 * What a conflict names may not be found at once: a colleague's write is not on every copy yet, or an erasure came in
 * between. After so many looks, some seconds, nothing like that explains it.
 */
const MAX_IDLE_ROUNDS = 6;

/**
 * Brings batches into their windows: each reading ends as stored, duplicate, merged, collided, dead-lettered, erased or,
 * where it would change what is sealed, quarantined.
 */
export class SeriesWriter {
  private readonly scratch = new ReadingRows();
  private readonly joiner: RowJoiner;
  private readonly sealed: SealedRows;

  constructor(
    private readonly es: Elasticsearch,
    private readonly windows: WindowKeeper,
    private readonly states: StateKeeper,
    private readonly aside: Aside,
    quarantine: Quarantine,
    private readonly breaker: Breaker,
    private readonly metrics: Metrics,
    private readonly lane: string,
    private readonly marks: Pick<RideMarks, "note">,
    private readonly erased: Pick<Erased, "of">,
  ) {
    const onResolved = (batch: SeriesBatch, resolved: Resolved) => this.applyResolved(batch, resolved);
    this.joiner = new RowJoiner(es, windows, aside, onResolved);
    this.sealed = new SealedRows(es, windows, aside, quarantine, onResolved);
  }

  /** Readings of this window are on their way: its index is made while they gather. A failure shows when they are written. */
  expect(window: TimeWindow): void {
    this.windows.open(window).catch(() => undefined);
  }

  /** Resolves when every reading of the batch is durable and merged into the states in memory. */
  async write(batch: SeriesBatch): Promise<void> {
    const generation = await this.windows.open(batch.window);
    const unsure = unsureOf(batch);
    if (unsure.size > 0) await this.states.meet(unsure);
    const placing: Placing = { batch, refusals: new Refusals(batch), generation, isHeld: false };
    let open = Array.from({ length: batch.count }, (_, row) => row);
    let idleRounds = 0;
    while (open.length > 0) {
      open = this.withoutErased(batch, open);
      const newcomers = await this.sealed.settle(placing, open);
      const { conflicts, moved } = await this.create(placing, newcomers);
      const joined = await this.joiner.join(placing, conflicts);
      idleRounds = open.length === 0 || joined.gone.length < open.length ? 0 : idleRounds + 1;
      if (idleRounds === MAX_IDLE_ROUNDS) throw conflictWithNothing(placing, joined.gone);
      if (idleRounds > 0) await pause(backoffMs(idleRounds, Math.random(), 100, 2_000));
      open = [...joined.gone.map(({ row }) => row), ...joined.moved, ...moved].sort((a, b) => a - b);
      if (open.length > 0) placing.generation = await this.windows.open(batch.window);
    }
    placing.refusals.keepIn(this.aside);
    this.count("dead-lettered", placing.refusals.count);
  }

  /** Creates rows; returns those whose identity is taken, and those that met a sealed generation. */
  private async create(placing: Placing, rows: readonly number[]) {
    const { generation } = placing;
    const conflicts: Conflict[] = [];
    const moved: number[] = [];
    const tooLarge = await persistInParts(
      rows,
      (attempt) =>
        this.windows.persist(generation, "bulk", keysOfRows(placing.batch), attempt, () =>
          idsOfBatch(placing.batch),
        ),
      (open) =>
        this.windows.into(generation, open, moved, (items) => this.attempt(placing, items, conflicts)),
    );
    for (const row of tooLarge) placing.refusals.add(row, "too-large", "it is larger than the store takes");
    return { conflicts, moved };
  }

  private async attempt(
    placing: Placing,
    given: readonly number[],
    conflicts: Conflict[],
  ): Promise<Attempted<number>> {
    const { batch, refusals } = placing;
    const rows = this.withoutErased(batch, given);
    if (rows.length === 0) return { step: DONE, open: [] };
    const span = startBulkSpan(placing, rows.length);
    const answer = await spanning(span, () => this.send(placing, rows, span));
    if (answer.allDone) {
      for (const row of rows) this.applyRow(batch, row);
      if (span) leadToStates(span, batch, rows);
      this.count("stored", rows.length);
      this.passed(placing, rows.length);
      return { step: DONE, open: [] };
    }
    const open: number[] = [];
    const permanent: { readonly row: number; readonly why: string }[] = [];
    let step = DONE;
    let stored = 0;
    for (const [at, row] of rows.entries()) {
      const item = answer.items[at];
      if (item?.kind === "done") {
        this.applyRow(batch, row);
        stored++;
      } else if (item?.kind === "conflict") conflicts.push(conflictOf(batch, row, item));
      else if (item?.kind === "permanent") permanent.push({ row, why: `${item.type}: ${item.reason}` });
      else {
        open.push(row);
        step = worse(step, item);
      }
    }
    if (span) leadToStates(span, batch, rows);
    this.count("stored", stored);
    if (permanent.length === 0) {
      if (open.length < rows.length) this.passed(placing, rows.length - open.length);
    } else if (this.mayRefuse(batch, permanent, rows.length - open.length))
      for (const { row, why } of permanent) refusals.add(row, "refused-by-store", why);
    else {
      open.push(...permanent.map(({ row }) => row));
      open.sort((a, b) => a - b);
      placing.isHeld = true;
      if (step === DONE) step = { kind: "broken", detail: "refused, as much is", waitMs: HALF_OPEN_EVERY_MS };
    }
    return { step, open };
  }

  /** Rows that are under no tombstone; one may have come while they waited. */
  private withoutErased(batch: SeriesBatch, rows: readonly number[]): number[] {
    const left = rows.filter((row) => !this.isErased(batch, row));
    this.count("erased", rows.length - left.length);
    return left;
  }

  private isErased(batch: SeriesBatch, row: number): boolean {
    return isErased(this.erased, originOfRow(batch, row), batch.sources[row] ?? "app", batch.times[row] ?? 0);
  }

  private passed(placing: Placing, readings: number): void {
    this.breaker.accept(readings);
    if (placing.isHeld) this.breaker.close();
    placing.isHeld = false;
  }

  private mayRefuse(
    batch: SeriesBatch,
    refused: readonly { readonly row: number; readonly why: string }[],
    answered: number,
  ): boolean {
    const whose = refused.map(({ row }) => {
      const { bikeId, client } = originOfRow(batch, row);
      return { bikeId, client, readings: 1 };
    });
    return this.breaker.mayRefuse(whose, answered - refused.length, refused[0]?.why ?? "");
  }

  private async send(
    { batch, generation }: Placing,
    rows: readonly number[],
    span: Span | null,
  ): Promise<BulkAnswer> {
    const stopTimer = this.metrics.bulkSeconds.startTimer({ lane: this.lane });
    try {
      const answer = await sendBulk(this.es, generation.index, bodyOf(batch, rows));
      this.metrics.bulkReadings.observe({ lane: this.lane }, rows.length);
      span?.set(answersIn(answer, rows.length));
      return answer;
    } finally {
      stopTimer();
    }
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
      batch.origins[row]?.receivedAtMs ?? 0,
    );
    this.marks.note(bike, batch.times[row] ?? 0);
  }

  private applyResolved(batch: SeriesBatch, settled: Resolved): void {
    const bike = batch.bikes[settled.row];
    if (!bike) throw new UnknownAnswer(`the store answered for row ${settled.row} of ${batch.count}`);
    // What was just erased changes nothing, though it lay there when it was looked for.
    if (this.isErased(batch, settled.row)) {
      this.count("erased", 1);
      return;
    }
    this.scratch.clear();
    this.scratch.append(settled.reading);
    const { times, masks, values, texts } = this.scratch;
    const source = batch.sources[settled.row] ?? "app";
    const receivedAtMs = batch.origins[settled.row]?.receivedAtMs ?? 0;
    this.states.apply(bike, times[0] ?? 0, source, masks[0] ?? 0, values, 0, texts, receivedAtMs);
    this.marks.note(bike, times[0] ?? 0);
    this.count(settled.outcome, 1);
  }

  private count(outcome: OutcomeKind, readings: number): void {
    if (readings > 0) this.metrics.readings.inc({ lane: this.lane, outcome }, readings);
  }
}

/** Bikes of which it may have to be asked whose their readings are. */
function unsureOf({ bikes }: SeriesBatch): Set<BikeState> {
  const unsure = new Set<BikeState>();
  for (const bike of bikes) if (!bike.isMet || bike.readingsOut !== null) unsure.add(bike);
  return unsure;
}

/** @param rows in the order of the batch. */
function bodyOf(batch: SeriesBatch, rows: readonly number[]): Buffer {
  if (rows.length === batch.count) return batch.body.subarray(0, batch.bytes);
  return Buffer.concat(rows.map((row) => batch.lines(row)));
}

function conflictOf(batch: SeriesBatch, row: number, item: BulkItem): Conflict {
  const id = identityIn(item.reason);
  if (id === null) throw new UnknownAnswer(`a conflict without an identity: ${item.reason}`);
  return { row, id, incoming: batch.document(row) };
}

function conflictWithNothing({ batch, generation }: Placing, gone: readonly Conflict[]): UnknownAnswer {
  const what = `${gone.length} readings, each of which conflicts with one that is not there`;
  return new UnknownAnswer(`${generation.index}: ${what}: ${gone[0]?.id}`, idsOfBatch(batch));
}
