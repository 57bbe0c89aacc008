import { grown } from "./grown";

/** Room for the next list; one that was longer was filled by a start. */
const LONGEST_KEPT = 65_536;

/** Numbers from 0 on, each kept once, in the order in which they first came. */
export class MarkedList {
  /** A bit per number. */
  private marks = new Uint8Array(0);
  private list = new Int32Array(0);
  private count = 0;

  add(number: number): void {
    const at = number >> 3;
    const bit = 1 << (number & 7);
    this.marks = grown(this.marks, at + 1, Uint8Array);
    if ((this.marks[at] ?? 0) & bit) return;
    this.marks[at] = (this.marks[at] ?? 0) | bit;
    this.list = grown(this.list, this.count + 1, Int32Array);
    this.list[this.count++] = number;
  }

  /** What came since the last call. */
  take(): Int32Array {
    const taken = this.list.subarray(0, this.count);
    for (const number of taken) this.marks[number >> 3] = 0;
    this.list = new Int32Array(Math.min(this.count, LONGEST_KEPT));
    this.count = 0;
    return taken;
  }
}
