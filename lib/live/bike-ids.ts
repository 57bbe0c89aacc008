import { grown } from "./grown";

const SEPARATOR = 0x0a;
const PRINTABLE_ASCII = /^[ -~]*$/;
const FULL = 0.8;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Bike ids by index and back: their bytes one after another in the order of the indices, and an open-addressing hash
 * with linear probing of indices beside them. Ids are ASCII and never leave.
 */
export class BikeIds {
  private bytes = Buffer.alloc(0);
  /** Where each id begins, and where the next one would. */
  private starts = new Uint32Array(1);
  /** Index + 1 per slot; 0 is free. The length is a power of two. */
  private slots = new Int32Array(1_024);
  count = 0;

  /** Index of a known id, or -1. */
  indexOf(id: string): number {
    return (this.slots[this.slotOf(id)] ?? 0) - 1;
  }

  /** Index of an id that from now on is known. */
  add(id: string): number {
    const slot = this.slotOf(id);
    const known = (this.slots[slot] ?? 0) - 1;
    if (known >= 0) return known;
    const index = this.count++;
    this.slots[slot] = index + 1;
    this.append(id, index);
    if (this.count > FULL * this.slots.length) this.widen();
    return index;
  }

  id(index: number): string {
    return this.bytes.toString("latin1", this.start(index), this.start(index + 1) - 1);
  }

  /** The first index from `from` on whose id has this text in it, or -1; also of a text that no id can have in it. */
  containing(text: string, from: number): number {
    if (from >= this.count || !PRINTABLE_ASCII.test(text)) return -1;
    if (text === "") return from;
    const found = this.bytes.indexOf(text, this.start(from), "latin1");
    return found < 0 || found >= this.start(this.count) ? -1 : this.indexAt(found);
  }

  private append(id: string, index: number): void {
    const start = this.start(index);
    const end = start + id.length + 1;
    if (end > this.bytes.length) {
      const longer = Buffer.alloc(Math.ceil(end * 1.0625) + 1_024);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    for (let at = 0; at < id.length; at++) this.bytes[start + at] = id.charCodeAt(at);
    this.bytes[end - 1] = SEPARATOR;
    this.starts = grown(this.starts, index + 2, Uint32Array);
    this.starts[index + 1] = end;
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private slotOf(id: string): number {
    const mask = this.slots.length - 1;
    let hash = FNV_OFFSET;
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), FNV_PRIME);
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const index = (this.slots[slot] ?? 0) - 1;
      if (index < 0 || this.is(index, id)) return slot;
    }
  }

  private is(index: number, id: string): boolean {
    const start = this.start(index);
    if (this.start(index + 1) - 1 - start !== id.length) return false;
    for (let at = 0; at < id.length; at++) if (this.bytes[start + at] !== id.charCodeAt(at)) return false;
    return true;
  }

  private widen(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let hash = FNV_OFFSET;
      const end = this.start(index + 1) - 1;
      for (let at = this.start(index); at < end; at++)
        hash = Math.imul(hash ^ (this.bytes[at] ?? 0), FNV_PRIME);
      let slot = spread(hash) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = index + 1;
    }
  }

  /** Whose byte this is: the last index that begins at or before it. */
  private indexAt(place: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private start(index: number): number {
    return this.starts[index] ?? 0;
  }
}

/** Brings the upper bits down, which a mask would leave out (finaliser of murmur3). */
function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
