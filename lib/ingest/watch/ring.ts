/** One figure for each of the last `size` stretches of time, which are numbered; NaN where there is none. */
export class Ring {
  private readonly values: Float64Array;
  private sums: { readonly totals: Float64Array; readonly counts: Int32Array } | null = null;
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly size: number) {
    this.values = new Float64Array(size).fill(Number.NaN);
  }

  /** The newest stretch that has, or had, a figure. */
  get newest(): number {
    return this.last;
  }

  at(bin: number): number {
    const isKept = bin <= this.last && bin > this.last - this.size;
    return isKept ? (this.values[bin % this.size] ?? Number.NaN) : Number.NaN;
  }

  /** What lies behind the last `size` stretches is left out. */
  set(bin: number, value: number): void {
    if (bin <= this.last - this.size) return;
    const passed = Math.min(this.size, bin - this.last);
    for (let at = bin - passed + 1; at <= bin; at++) this.values[at % this.size] = Number.NaN;
    this.last = Math.max(this.last, bin);
    this.values[bin % this.size] = value;
    this.sums = null;
  }

  add(bin: number, by: number): void {
    const before = this.at(bin);
    this.set(bin, Number.isNaN(before) ? by : before + by);
  }

  /** Tells each figure in [from, to), oldest first. */
  each(from: number, to: number, tell: (value: number, bin: number) => void): void {
    for (let bin = Math.max(from, this.last - this.size + 1); bin < to && bin <= this.last; bin++) {
      const value = this.values[bin % this.size] ?? Number.NaN;
      if (!Number.isNaN(value)) tell(value, bin);
    }
  }

  /** Of the figures in [from, to); NaN where there is none. */
  sum(from: number, to: number): number {
    const first = this.last - this.size + 1;
    const begin = Math.min(this.size, Math.max(0, from - first));
    const end = Math.min(this.size, Math.max(0, to - first));
    if (begin >= end) return Number.NaN;
    const { totals, counts } = this.summed(first);
    const isEmpty = (counts[end] ?? 0) === (counts[begin] ?? 0);
    return isEmpty ? Number.NaN : (totals[end] ?? 0) - (totals[begin] ?? 0);
  }

  /** Sums from the first stretch on, so that many questions in a row cost little. */
  private summed(first: number) {
    if (this.sums) return this.sums;
    const totals = new Float64Array(this.size + 1);
    const counts = new Int32Array(this.size + 1);
    for (let place = 0; place < this.size; place++) {
      const value = this.values[(first + place) % this.size] ?? Number.NaN;
      const isThere = !Number.isNaN(value);
      totals[place + 1] = (totals[place] ?? 0) + (isThere ? value : 0);
      counts[place + 1] = (counts[place] ?? 0) + (isThere ? 1 : 0);
    }
    this.sums = { totals, counts };
    return this.sums;
  }
}
