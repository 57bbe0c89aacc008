import { grown } from "./grown";

const NEVER = Number.NEGATIVE_INFINITY;
const WORD = 2 ** 32;
/** A row takes 64 bytes, mostly one line of the processor's cache: what belongs to one bike is read together. */
const WORDS = 16;
const HALVES = 2 * WORDS;
/** Words: lower parts of times, then numbers. Halves: upper parts of times, flags, then small numbers. */
const TIMES = 7;
const NUMBERS = TIMES;
const UPPER = 20;
const FLAGS = UPPER + TIMES;
const SMALL = FLAGS + 1;

/**
 * Rows of bikes in typed memory: seven event times (ms since epoch, exact, 48 bits each), three numbers of 32 bits,
 * three of 16 bits, and flags. Times are kept as one more; 0 is "never".
 */
export class BikeRows {
  private words = new Int32Array(0);
  /** The same memory. */
  private halves = new Int16Array(0);

  makeRoom(bikes: number): void {
    if (WORDS * bikes <= this.words.length) return;
    this.words = grown(this.words, WORDS * bikes, Int32Array);
    this.halves = new Int16Array(this.words.buffer);
  }

  hasTime(bike: number, field: number): boolean {
    return this.words[WORDS * bike + field] !== 0 || this.halves[HALVES * bike + UPPER + field] !== 0;
  }

  /** Minus infinity where there is none. */
  time(bike: number, field: number): number {
    const upper = this.halves[HALVES * bike + UPPER + field] ?? 0;
    const kept = upper * WORD + ((this.words[WORDS * bike + field] ?? 0) >>> 0);
    return kept === 0 ? NEVER : kept - 1;
  }

  setTime(bike: number, field: number, timeMs: number): void {
    this.words[WORDS * bike + field] = timeMs + 1;
    this.halves[HALVES * bike + UPPER + field] = (timeMs + 1) / WORD;
  }

  number(bike: number, place: number): number {
    return this.words[WORDS * bike + NUMBERS + place] ?? 0;
  }
  setNumber(bike: number, place: number, value: number): void {
    this.words[WORDS * bike + NUMBERS + place] = value;
  }

  small(bike: number, place: number): number {
    return this.halves[HALVES * bike + SMALL + place] ?? 0;
  }
  setSmall(bike: number, place: number, value: number): void {
    this.halves[HALVES * bike + SMALL + place] = value;
  }

  flag(bike: number, flag: number): boolean {
    return ((this.halves[HALVES * bike + FLAGS] ?? 0) & flag) !== 0;
  }
  setFlag(bike: number, flag: number, isOn: boolean): void {
    const others = (this.halves[HALVES * bike + FLAGS] ?? 0) & ~flag;
    this.halves[HALVES * bike + FLAGS] = isOn ? others | flag : others;
  }

  clear(bike: number): void {
    this.words.fill(0, WORDS * bike, WORDS * (bike + 1));
  }
}
