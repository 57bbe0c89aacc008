/** What a part under way, a refusal or a fault takes beside the bytes that came. */
export const ITEM_BYTES = 640;

/** What one upload holds in memory while others work, reserved before they may. */
export class UploadMemory {
  #keptBytes = 0;

  /** @param reserve sees to memory for so many bytes in all; throws when there is none. */
  constructor(private readonly reserve: (bytes: number) => void) {}

  /** Kept until the broker has acknowledged the upload. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  keep(bytes: number): void {
    this.#keptBytes += bytes;
    this.reserve(this.#keptBytes);
  }

  /** Held for now, beside what is kept. */
  use(bytes: number): void {
    this.reserve(this.#keptBytes + bytes);
  }
}
