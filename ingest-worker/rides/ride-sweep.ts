import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "@/lib/es/client";
import { createStateScan } from "@/lib/es/scan-states";
import type { OutgoingMessage } from "@/lib/kafka/outgoing-message";
import { type KeptSweep, keepSweep, readSweep, type Sweep } from "./kept-sweep";
import { outdatedBikes } from "./outdated-bikes";
import { markOfVersion } from "./ride-marks";

const BIKES_PER_PAGE = 1_000;
/** Marks that stand in the topic and are not worked on yet: so many at most stand before what rides now. */
export const MARKS_AT_ONCE = 200;
/** For those that nobody works on, as their reader knows no such rules: the next way finds them. */
const LONGEST_WAIT_MS = 600_000;
const BEAT_EVERY_MS = 60_000;
/** Whoever has kept nothing for so long is gone. */
const GONE_AFTER_MS = 180_000;
/** The next way looks for what was made by earlier rules meanwhile: soon, while there is such. */
const REST_MS = 24 * 3_600_000;
const SHORT_REST_MS = 3_600_000;
const State = z.object({ bike_id: z.string() });

export interface SweepOptions {
  readonly es: Elasticsearch;
  readonly names: Names;
  /** Of the rules by which all rides are to be made. */
  readonly version: number;
  /** Resolves when the marks are kept. */
  readonly publish: (marks: readonly OutgoingMessage[]) => Promise<void>;
  readonly now: () => number;
  readonly elapsedMs: () => number;
}

/**
 * Goes through all bikes, again and again, and marks those whose rides are not all made by the present rules: their readings were
 * stored before there were such rides, or somebody who knew earlier rules worked on them since. Some at a time, and the next ones
 * when these are made; how far it is, is kept. Of several processes one goes on, until it keeps nothing any more.
 */
export class RideSweep {
  private readonly scan: ReturnType<typeof createStateScan>;
  /** What this process kept last, and when. */
  private own: { readonly seqNo: number; readonly atMs: number } | null = null;
  /** What another one kept, and since when it is known. */
  private seen: { readonly seqNo: number; readonly atMs: number } | null = null;
  /** Bikes that were marked and are not made yet. */
  private open: { readonly bikeIds: readonly string[]; readonly sinceMs: number } | null = null;

  constructor(private readonly options: SweepOptions) {
    this.scan = createStateScan(options.es, options.names, "ride-sweep", {
      fields: ["bike_id"],
      pageSize: BIKES_PER_PAGE,
    });
  }

  /**
   * @returns whether to go on at once.
   * @throws AppError `unavailable` and BulkFault, by the class of what was answered; to be called again then.
   */
  async turn(): Promise<boolean> {
    const { es, names } = this.options;
    const kept = await readSweep(es, names.rides);
    if (!this.isOwn(kept)) this.open = null;
    const sweep = this.toGoOn(kept);
    if (sweep === null) return false;
    if (await this.isAnyOpen()) {
      const isQuiet = this.options.elapsedMs() - (this.own?.atMs ?? 0) >= BEAT_EVERY_MS;
      if (isQuiet) await this.keep(sweep, kept);
      return false;
    }
    return this.mark(sweep, kept);
  }

  private isOwn(kept: KeptSweep | null): boolean {
    return kept !== null && kept.seqNo === this.own?.seqNo;
  }

  /** The way that this process goes on with, or begins; null where there is none. */
  private toGoOn(kept: KeptSweep | null): Sweep | null {
    const { version, now, elapsedMs } = this.options;
    const begun = { version, after: null, marked: 0, rests_until_ms: null };
    if (kept === null || kept.sweep.version < version) return begun;
    // Whoever knows later rules sees to it that all rides are made by those.
    if (kept.sweep.version > version) return null;
    const { rests_until_ms } = kept.sweep;
    if (rests_until_ms !== null) return now() >= rests_until_ms ? begun : null;
    if (this.isOwn(kept)) return kept.sweep;
    if (this.seen?.seqNo !== kept.seqNo) this.seen = { seqNo: kept.seqNo, atMs: elapsedMs() };
    return elapsedMs() - this.seen.atMs >= GONE_AFTER_MS ? kept.sweep : null;
  }

  private async isAnyOpen(): Promise<boolean> {
    const { es, names, version, elapsedMs } = this.options;
    if (this.open === null) return false;
    const { bikeIds, sinceMs } = this.open;
    const left = await outdatedBikes(es, names, bikeIds, version);
    const isOpen = left.length > 0 && elapsedMs() - sinceMs < LONGEST_WAIT_MS;
    this.open = isOpen ? { bikeIds: left, sinceMs } : null;
    return isOpen;
  }

  /** Marks the next ones, before it keeps that it did: told twice is possible, not told is not. */
  private async mark(sweep: Sweep, kept: KeptSweep | null): Promise<boolean> {
    const { es, names, version, publish, now, elapsedMs } = this.options;
    const signal = new AbortController().signal;
    if (sweep.after === null) await this.scan.refresh(signal);
    const page = (await this.scan.page(sweep.after, signal)).map((state) => State.parse(state).bike_id);
    const outdated = await outdatedBikes(es, names, page, version);
    const bikeIds = outdated.slice(0, MARKS_AT_ONCE);
    if (bikeIds.length > 0) await publish(bikeIds.map((bikeId) => markOfVersion(bikeId, version)));
    const marked = sweep.marked + bikeIds.length;
    const isPageDone = bikeIds.length === outdated.length;
    const isEnd = isPageDone && page.length < BIKES_PER_PAGE;
    const next: Sweep = isEnd
      ? { version, after: null, marked, rests_until_ms: now() + (marked > 0 ? SHORT_REST_MS : REST_MS) }
      : { version, after: (isPageDone ? page : bikeIds).at(-1) ?? null, marked, rests_until_ms: null };
    if (!(await this.keep(next, kept))) return false;
    this.open = bikeIds.length > 0 ? { bikeIds, sinceMs: elapsedMs() } : null;
    return !isEnd && bikeIds.length === 0;
  }

  /** @returns whether nobody else did since. */
  private async keep(sweep: Sweep, over: KeptSweep | null): Promise<boolean> {
    const { es, names, elapsedMs } = this.options;
    const kept = await keepSweep(es, names.rides, sweep, over);
    this.own = kept && { seqNo: kept.seqNo, atMs: elapsedMs() };
    return kept !== null;
  }
}
