/** A piece of one byte takes as much as this. */
const PIECE_BYTES = 512;

/** How many bytes bodies that have not come to their end may hold. */
export interface BodyRoomLimits {
  readonly maxBytes: number;
  /** Of all together. */
  readonly maxBytesInAll: number;
}

/** What bodies hold that are still coming, the one that began first in front. */
export class OpenBodies<T> {
  private readonly held = new Map<T, number>();
  private heldInAll = 0;

  constructor(private readonly limits: BodyRoomLimits) {}

  begin(body: T): void {
    this.held.set(body, 0);
  }

  /**
   * Holds one more piece of a body.
   * @returns the bodies that have to go: this one if it became too large, and those that began first while all together
   *   hold too much.
   */
  hold(body: T, bytes: number): T[] {
    const before = this.held.get(body);
    if (before === undefined) return [];
    const taken = Math.max(bytes, PIECE_BYTES);
    this.held.set(body, before + taken);
    this.heldInAll += taken;
    const gone = before + taken > this.limits.maxBytes ? [body] : [];
    for (const one of gone) this.end(one);
    for (const first of this.held.keys()) {
      if (this.heldInAll <= this.limits.maxBytesInAll) break;
      this.end(first);
      gone.push(first);
    }
    return gone;
  }

  /** The body is here, or will never be. */
  end(body: T): void {
    this.heldInAll -= this.held.get(body) ?? 0;
    this.held.delete(body);
  }
}
