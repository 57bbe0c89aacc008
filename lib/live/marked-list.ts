import { grown } from "./grown";

/** Numbers from 0 on, each kept once, in the order in which they first came. */
export class MarkedList {
  private marks = new Uint8Array(0);
  private list = new Int32Array(0);
  private count = 0;

  add(number: number): void {
    if (this.marks[number] === 1) return;
    this.marks = grown(this.marks, number + 1, Uint8Array);
    this.marks[number] = 1;
    this.list = grown(this.list, this.count + 1, Int32Array);
    this.list[this.count++] = number;
  }

  /** What came since the last call: a view of memory that `add` writes over, to be read before it. */
  take(): Int32Array {
    const taken = this.list.subarray(0, this.count);
    for (const number of taken) this.marks[number] = 0;
    this.count = 0;
    return taken;
  }
}
