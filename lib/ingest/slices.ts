/** Parts of a text by their places, eight bytes each. A Buffer takes a hundred: one is made of a part that is looked at. */
export class Slices {
  #places = new Uint32Array(16);
  #length = 0;
  constructor(readonly text: Buffer) {}

  get length(): number {
    return this.#length;
  }

  /** Memory taken beside the text. */
  get heldBytes(): number {
    return this.#places.byteLength;
  }

  add(start: number, end: number): void {
    const at = 2 * this.#length++;
    if (at === this.#places.length) {
      const more = new Uint32Array(2 * at);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[at] = start;
    this.#places[at + 1] = end;
  }

  /** The bytes of one part, none where there is no such part. */
  at(index: number): Buffer {
    return this.text.subarray(this.#start(index), this.#end(index));
  }

  bytesAt(index: number): number {
    return this.#end(index) - this.#start(index);
  }

  /** Copies a part into `target` from `to` on; gives the place after it. */
  copy(index: number, target: Buffer, to: number): number {
    return to + this.text.copy(target, to, this.#start(index), this.#end(index));
  }

  *[Symbol.iterator](): Generator<Buffer, void> {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }

  #start(index: number): number {
    return this.#places[2 * index] ?? 0;
  }

  #end(index: number): number {
    return this.#places[2 * index + 1] ?? 0;
  }
}
