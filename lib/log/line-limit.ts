const MINUTE_MS = 60_000;
const MAX_KINDS = 5_000;

interface Count {
  readonly sinceMs: number;
  readonly lines: number;
  readonly leftOut: number;
}

/** Lets so many lines of a kind into the log each minute, and counts the others: somebody in a loop must not fill it. */
export class LineLimit {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly perMinute = 10,
    private readonly now: () => number = Date.now,
  ) {}

  /** How many lines of this kind were left out before this one; null where this one is to be left out too. */
  pass(kind: string): number | null {
    const nowMs = this.now();
    const known = this.counts.get(kind);
    const isPast = !known || nowMs - known.sinceMs >= MINUTE_MS;
    const sinceMs = isPast ? nowMs : known.sinceMs;
    const lines = isPast ? 1 : known.lines + 1;
    const leftOut = known?.leftOut ?? 0;
    const passes = lines <= this.perMinute;
    this.keep(kind, { sinceMs, lines, leftOut: passes ? 0 : leftOut + 1 });
    return passes ? leftOut : null;
  }

  private keep(kind: string, count: Count): void {
    this.counts.delete(kind);
    this.counts.set(kind, count);
    if (this.counts.size <= MAX_KINDS) return;
    const [oldest] = this.counts.keys();
    if (oldest !== undefined) this.counts.delete(oldest);
  }
}
