const SLOT_MS = 50;

export interface Slot {
  readonly items: readonly number[];
  /** Exclusive. */
  readonly endMs: number;
}

/** Who is due when: a calendar of slots, each as long as nobody notices. */
export class Agenda {
  readonly #slots = new Map<number, number[]>();
  #next: number;

  constructor(startMs: number) {
    this.#next = Math.floor(startMs / SLOT_MS);
  }

  /** A time that is past counts as the next slot. */
  add(item: number, dueMs: number): void {
    const slot = Math.max(this.#next, Math.floor(dueMs / SLOT_MS));
    const others = this.#slots.get(slot);
    if (others) others.push(item);
    else this.#slots.set(slot, [item]);
  }

  /** The items of the first slot that ends by `nowMs` and has any, or null. */
  take(nowMs: number): Slot | null {
    const last = Math.floor(nowMs / SLOT_MS);
    for (; this.#next < last; this.#next++) {
      const items = this.#slots.get(this.#next);
      if (!items) continue;
      this.#slots.delete(this.#next++);
      return { items, endMs: this.#next * SLOT_MS };
    }
    return null;
  }
}
