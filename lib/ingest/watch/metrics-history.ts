import type { Figure } from "@/lib/domain/measured";
import { type MetricsSample, SAMPLE_EVERY_MS } from "@/lib/domain/metrics-sample";
import { Ring } from "./ring";
import { type Series, SeriesTable } from "./series";
import { WaitLog } from "./wait-log";

const COUNTED = /_(total|bucket|sum|count)$/;
/** A process that told nothing for so long is gone. */
const GONE_AFTER_MS = 3.5 * SAMPLE_EVERY_MS;

/** A stretch of time, [atMs, atMs + length) in ms since epoch. */
export interface BinView {
  readonly atMs: number;
  /** As far as it lies before the end of what was asked for. */
  readonly lengthMs: number;
  /** Whether a process told what happened then. */
  readonly isMeasured: boolean;
  /** How much counters of this name grew, by their labels. */
  grown(name: string): readonly Figure[];
  /** What gauges of this name last were, one per instance and labels. */
  gauges(name: string): readonly Figure[];
}

interface Process {
  readonly sample: MetricsSample;
  /** What its counters were. */
  readonly counted: ReadonlyMap<Ring, number>;
  readonly startedS: number;
}

/**
 * What the processes measured in the last so many stretches of time, in memory. Counters begin anew when a process
 * does: a sample counts by how far it is beyond the process's one before, evenly over the time between, and the first of
 * a new process whole.
 */
export class MetricsHistory {
  private readonly latest = new Map<string, Process>();
  private readonly counters: SeriesTable;
  /** With the label `instance`; each sample says when its process started, and is `up` 1, or 0 when it leaves. */
  private readonly gauges: SeriesTable;
  private readonly measured: Ring;
  readonly waits: WaitLog;
  private newestMs: number | null = null;

  constructor(
    readonly binMs: number,
    private readonly count: number,
  ) {
    this.counters = new SeriesTable(count);
    this.gauges = new SeriesTable(count);
    this.measured = new Ring(count);
    this.waits = new WaitLog(count * binMs, GONE_AFTER_MS);
  }

  /** How many stretches a figure of a gauge stands for while no other comes. */
  get goneAfterBins(): number {
    return Math.ceil(GONE_AFTER_MS / this.binMs);
  }

  /** When the newest sample was taken, ms since epoch. */
  get newestAtMs(): number | null {
    return this.newestMs;
  }

  get lengthMs(): number {
    return this.count * this.binMs;
  }

  add(sample: MetricsSample): void {
    const before = this.latest.get(sample.process);
    if (before && before.sample.at_ms >= sample.at_ms) return;
    const startedS = before?.startedS ?? sample.at_ms / 1_000 - sample.uptime_s;
    const counted = new Map(before?.counted);
    this.newestMs = Math.max(this.newestMs ?? 0, sample.at_ms);
    const spread = this.spread(before?.sample.at_ms ?? startedS * 1_000, sample.at_ms);
    for (const { bin } of spread) this.measured.set(bin, 1);
    // Nobody knows when a process counted that was there before: only what it counts from now on is told.
    const isNew = sample.uptime_s * 1_000 <= 1.5 * SAMPLE_EVERY_MS;
    const isCounted = before !== undefined || isNew;
    const newest = this.binAt(sample.at_ms);
    const { instance } = sample;
    for (const { name, labels, value } of sample.values) {
      if (!COUNTED.test(name)) {
        this.gauges.ring(name, { ...labels, instance }).set(newest, value);
        continue;
      }
      const ring = this.counters.ring(name, labels);
      const by = Math.max(0, value - (counted.get(ring) ?? 0));
      counted.set(ring, value);
      if (isCounted) for (const { bin, share } of spread) ring.add(bin, by * share);
    }
    this.gauges.ring("up", { instance }).set(newest, sample.leaves ? 0 : 1);
    this.gauges.ring("process_start_time_seconds", { instance }).set(newest, startedS);
    this.latest.set(sample.process, { sample, startedS, counted });
    this.waits.add(sample);
    this.forget(sample.at_ms);
  }

  /** Processes that told something lately, with what they wait for. */
  processes(nowMs: number): readonly MetricsSample[] {
    const samples = [...this.latest.values()].map(({ sample }) => sample);
    return samples.filter(({ at_ms, leaves }) => !leaves && at_ms > nowMs - GONE_AFTER_MS);
  }

  /** Stretches of `stepMs` that begin in [fromMs, toMs), oldest first, those without a sample among them. */
  view(fromMs: number, toMs: number, stepMs = this.binMs): BinView[] {
    const views: BinView[] = [];
    for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs < toMs; atMs += stepMs) {
      const begin = this.binAt(atMs);
      const end = Math.min(this.binAt(atMs + stepMs), Math.ceil(toMs / this.binMs));
      views.push({
        atMs,
        lengthMs: (end - begin) * this.binMs,
        isMeasured: this.measured.sum(begin, end) > 0,
        grown: (name) => this.grown(name, begin, end).filter(({ value }) => value > 0),
        gauges: (name) => this.gaugesAt(name, end, end - begin),
      });
    }
    return views;
  }

  binAt(atMs: number): number {
    return Math.floor(atMs / this.binMs);
  }

  /** Counters that somebody told of in the stretches [begin, end), by how much they grew. */
  grown(name: string, begin: number, end: number): Figure[] {
    return [...this.counters.named(name)]
      .map(({ labels, ring }) => ({ labels, value: ring.sum(begin, end) }))
      .filter(({ value }) => !Number.isNaN(value));
  }

  /** Gauges as they were at the end of the stretch before `end`, told at most `bins` stretches ago. */
  gaugesAt(name: string, end: number, bins: number): Figure[] {
    return [...this.gauges.named(name)].flatMap(({ labels, ring }) => {
      for (let bin = end - 1; bin >= end - bins; bin--) {
        const value = ring.at(bin);
        if (!Number.isNaN(value)) return [{ labels, value }];
      }
      return [];
    });
  }

  /** Gauges of this name, each with its course over time. */
  courses(name: string): Iterable<Series> {
    return this.gauges.named(name);
  }

  /** The stretches between two times, with how much of the time lies in each. */
  private spread(fromMs: number, toMs: number): { readonly bin: number; readonly share: number }[] {
    const oldest = this.binAt(toMs) - this.count + 1;
    const parts: { readonly bin: number; readonly share: number }[] = [];
    for (let bin = Math.max(oldest, this.binAt(fromMs)); bin * this.binMs < toMs; bin++) {
      const inside = Math.min(toMs, (bin + 1) * this.binMs) - Math.max(fromMs, bin * this.binMs);
      if (inside > 0) parts.push({ bin, share: inside / (toMs - fromMs) });
    }
    return parts;
  }

  private forget(nowMs: number): void {
    const oldest = this.binAt(nowMs) - this.count;
    this.counters.forget(oldest);
    this.gauges.forget(oldest);
    for (const [process, { sample }] of this.latest)
      if (this.binAt(sample.at_ms) < oldest) this.latest.delete(process);
  }
}
