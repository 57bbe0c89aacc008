import { grown } from "./grown";

/**
 * One time per bike at which to look at it again: a binary heap in typed memory. A time that moves back to later is not
 * moved in the heap: the bike comes up too early once, and whoever takes it sets its time again.
 */
export class Timers {
  private times = new Float64Array(0);
  private bikes = new Int32Array(0);
  /** Place of a bike in the heap, from 1; 0 is none. */
  private places = new Int32Array(0);
  private count = 0;

  /** Looks at the bike at this time (ms since epoch) or earlier; never for infinity, unless it is in already. */
  set(bike: number, atMs: number): void {
    const place = this.places[bike] ?? 0;
    if (place > 0) {
      if (atMs < (this.times[place - 1] ?? 0)) this.rise(place - 1, bike, atMs);
    } else if (atMs !== Number.POSITIVE_INFINITY) {
      this.times = grown(this.times, this.count + 1, Float64Array);
      this.bikes = grown(this.bikes, this.count + 1, Int32Array);
      this.places = grown(this.places, bike + 1, Int32Array);
      this.rise(this.count++, bike, atMs);
    }
  }

  /** Takes out a bike whose time has come; -1 when there is none. */
  take(nowMs: number): number {
    if (this.count === 0 || (this.times[0] ?? 0) > nowMs) return -1;
    const bike = this.bikes[0] ?? -1;
    this.places[bike] = 0;
    this.count--;
    if (this.count > 0) this.sink(this.bikes[this.count] ?? 0, this.times[this.count] ?? 0);
    return bike;
  }

  private rise(from: number, bike: number, atMs: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.times[parent] ?? 0) <= atMs) break;
      this.put(at, this.bikes[parent] ?? 0, this.times[parent] ?? 0);
      at = parent;
    }
    this.put(at, bike, atMs);
  }

  private sink(bike: number, atMs: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.count) break;
      if (child + 1 < this.count && (this.times[child + 1] ?? 0) < (this.times[child] ?? 0)) child++;
      if ((this.times[child] ?? 0) >= atMs) break;
      this.put(at, this.bikes[child] ?? 0, this.times[child] ?? 0);
      at = child;
    }
    this.put(at, bike, atMs);
  }

  private put(at: number, bike: number, atMs: number): void {
    this.times[at] = atMs;
    this.bikes[at] = bike;
    this.places[bike] = at + 1;
  }
}
