import type { MetricsSample } from "@/lib/domain/metrics-sample";

/** What an instance waited for, a sentence, and while which time it said so. */
interface ToldWait {
  readonly instance: string;
  readonly told: string;
  readonly fromMs: number;
  toMs: number;
}

/** A sentence may name what is different each time. */
const MOST = 1_000;

/** What workers said that they wait for, in the last `lengthMs`. */
export class WaitLog {
  private waits: ToldWait[] = [];

  constructor(
    private readonly lengthMs: number,
    private readonly goneAfterMs: number,
  ) {}

  add({ instance, waits, at_ms }: MetricsSample): void {
    for (const told of waits) {
      const known = this.waits.findLast((wait) => wait.instance === instance && wait.told === told);
      if (known && at_ms - known.toMs < this.goneAfterMs) known.toMs = Math.max(known.toMs, at_ms);
      else this.waits.push({ instance, told, fromMs: at_ms, toMs: at_ms });
    }
    const first = this.waits[0];
    if (first && (first.toMs < at_ms - this.lengthMs || this.waits.length > MOST))
      this.waits = this.waits.filter(({ toMs }) => toMs >= at_ms - this.lengthMs).slice(-MOST);
  }

  /** What was told within [fromMs, toMs], each once, oldest first. */
  within(fromMs: number, toMs: number): readonly { readonly instance: string; readonly told: string }[] {
    return this.waits.filter((wait) => wait.toMs >= fromMs && wait.fromMs <= toMs);
  }
}
