import { grown } from "./grown";

const NEVER = Number.NEGATIVE_INFINITY;
const WORD = 2 ** 32;

/** Event times per bike and field, ms since epoch, exact, in six bytes each. Kept as one more; 0 is "never". */
export class EventTimes {
  private low = new Uint32Array(0);
  private high = new Uint16Array(0);

  constructor(private readonly fields: number) {}

  makeRoom(bikes: number): void {
    this.low = grown(this.low, this.fields * bikes, Uint32Array);
    this.high = grown(this.high, this.fields * bikes, Uint16Array);
  }

  has(bike: number, field: number): boolean {
    const at = this.fields * bike + field;
    return this.low[at] !== 0 || this.high[at] !== 0;
  }

  /** Minus infinity where there is none. */
  at(bike: number, field: number): number {
    const at = this.fields * bike + field;
    const kept = (this.high[at] ?? 0) * WORD + (this.low[at] ?? 0);
    return kept === 0 ? NEVER : kept - 1;
  }

  set(bike: number, field: number, timeMs: number): void {
    const at = this.fields * bike + field;
    this.low[at] = timeMs + 1;
    this.high[at] = (timeMs + 1) / WORD;
  }

  clear(bike: number): void {
    this.low.fill(0, this.fields * bike, this.fields * (bike + 1));
    this.high.fill(0, this.fields * bike, this.fields * (bike + 1));
  }
}
