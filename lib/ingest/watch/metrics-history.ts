import { type MetricsSample, type MetricValue, SAMPLE_EVERY_MS } from "@/lib/domain/metrics-sample";

const COUNTED = /_(total|bucket|sum|count)$/;
/** A process that told nothing for so long is gone. */
const GONE_AFTER_MS = 3.5 * SAMPLE_EVERY_MS;

/** What happened in one stretch of time, by metric: how much counters grew, and what gauges last were. */
interface Bin {
  isMeasured: boolean;
  readonly grown: Map<string, MetricValue>;
  /** By process and metric. */
  readonly gauges: Map<string, MetricValue>;
}

/** A stretch of time, [atMs, atMs + length) in ms since epoch. */
export interface BinView {
  readonly atMs: number;
  /** Whether a process told what happened then. */
  readonly isMeasured: boolean;
  /** How much counters of this name grew, by their labels. */
  grown(name: string): readonly MetricValue[];
  /** Gauges of this name, one per process and labels. */
  gauges(name: string): readonly MetricValue[];
}

/**
 * What the processes measured in the last so many stretches of time, in memory. Counters begin anew when a process
 * does: a sample counts by how far it is beyond the process's one before, evenly over the time between, and the first of
 * a new process whole.
 */
export class MetricsHistory {
  private readonly bins = new Map<number, Bin>();
  private readonly latest = new Map<string, MetricsSample>();

  constructor(
    readonly binMs: number,
    private readonly count: number,
  ) {}

  add(sample: MetricsSample): void {
    const before = this.latest.get(sample.process);
    if (before && before.at_ms >= sample.at_ms) return;
    this.latest.set(sample.process, sample);
    // Nobody knows when a process counted that was there before: only what it counts from now on is told.
    const isNew = sample.uptime_s * 1_000 <= 1.5 * SAMPLE_EVERY_MS;
    const known = new Map((before?.values ?? []).map((one) => [keyOf(one), one.value]));
    const spread = this.spread(before?.at_ms ?? sample.at_ms - sample.uptime_s * 1_000, sample.at_ms);
    const newest = this.bin(sample.at_ms);
    for (const value of sample.values) {
      const key = keyOf(value);
      if (!COUNTED.test(value.name)) newest.gauges.set(`${sample.process}/${key}`, value);
      else if (before || isNew) {
        const by = value.value - (known.get(key) ?? 0);
        for (const { bin, share } of spread) grow(bin.grown, key, value, by * share);
      }
    }
    for (const { bin } of spread) bin.isMeasured = true;
    this.forget(sample.at_ms);
  }

  /** Processes that told something lately, with what they wait for. */
  processes(nowMs: number): readonly MetricsSample[] {
    return [...this.latest.values()].filter(({ at_ms }) => at_ms > nowMs - GONE_AFTER_MS);
  }

  /** Stretches that begin in [fromMs, toMs), oldest first, those without a sample among them. */
  view(fromMs: number, toMs: number): BinView[] {
    const views: BinView[] = [];
    for (let atMs = Math.ceil(fromMs / this.binMs) * this.binMs; atMs < toMs; atMs += this.binMs) {
      const bin = this.bins.get(atMs);
      const named = (values: Iterable<MetricValue> | undefined, name: string) =>
        [...(values ?? [])].filter((value) => value.name === name);
      views.push({
        atMs,
        isMeasured: bin?.isMeasured ?? false,
        grown: (name) => named(bin?.grown.values(), name),
        gauges: (name) => named(bin?.gauges.values(), name),
      });
    }
    return views;
  }

  /** The stretches between two times, with how much of the time lies in each. */
  private spread(fromMs: number, toMs: number): { readonly bin: Bin; readonly share: number }[] {
    const length = toMs - fromMs;
    const parts: { readonly bin: Bin; readonly share: number }[] = [];
    for (let start = Math.floor(fromMs / this.binMs) * this.binMs; start < toMs; start += this.binMs) {
      const inside = Math.min(toMs, start + this.binMs) - Math.max(fromMs, start);
      if (inside > 0) parts.push({ bin: this.bin(start), share: inside / length });
    }
    return parts;
  }

  private bin(atMs: number): Bin {
    const start = Math.floor(atMs / this.binMs) * this.binMs;
    const known = this.bins.get(start);
    if (known) return known;
    const bin: Bin = { isMeasured: false, grown: new Map(), gauges: new Map() };
    this.bins.set(start, bin);
    return bin;
  }

  private forget(nowMs: number): void {
    const oldest = nowMs - this.count * this.binMs;
    for (const start of this.bins.keys()) if (start < oldest) this.bins.delete(start);
    for (const [process, { at_ms }] of this.latest) if (at_ms < oldest) this.latest.delete(process);
  }
}

function grow(into: Map<string, MetricValue>, key: string, value: MetricValue, by: number): void {
  if (by <= 0) return;
  const sum = into.get(key);
  if (sum) sum.value += by;
  else into.set(key, { ...value, value: by });
}

const keyOf = ({ name, labels }: MetricValue): string =>
  JSON.stringify([name, Object.entries(labels).sort()]);
