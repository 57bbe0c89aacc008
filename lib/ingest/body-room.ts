import { AppError } from "@/lib/errors";

export interface RoomLimits {
  readonly clientBytes: number;
  readonly processBytes: number;
}

const MEBIBYTE = 1024 * 1024;
const LIMITS: RoomLimits = { clientBytes: 64 * MEBIBYTE, processBytes: 256 * MEBIBYTE };
/** An upload costs something before its first byte is there. */
const OPEN_BYTES = 32 * 1024;
const RETRY_AFTER_SECONDS = 5;

/** Room that one upload takes, from before its body is read until its receipt. */
export interface TakenRoom {
  /** Sees to room for `bytes` in all. @throws AppError `rate-limited`, `unavailable`. */
  cover(bytes: number): void;
  leave(): void;
}

/** Memory for bodies of uploads under way, bounded per client and for the process, however slowly they come. */
export class BodyRoom {
  readonly #byClient = new Map<string, number>();
  #bytes = 0;
  constructor(readonly limits: RoomLimits = LIMITS) {}

  /**
   * Takes room for a body of which `announcedBytes` are known to come.
   * @throws AppError `rate-limited` when the client's uploads take all that one client may, `unavailable` when all do.
   */
  enter(client: string, announcedBytes: number): TakenRoom {
    let taken = 0;
    const cover = (bytes: number): void => {
      if (bytes <= taken) return;
      this.#take(client, bytes - taken);
      taken = bytes;
    };
    cover(Math.max(OPEN_BYTES, announcedBytes));
    return {
      cover,
      leave: () => {
        this.#give(client, taken);
        taken = 0;
      },
    };
  }

  #take(client: string, bytes: number): void {
    const ofClient = (this.#byClient.get(client) ?? 0) + bytes;
    const retry = { retryAfterSeconds: RETRY_AFTER_SECONDS };
    if (ofClient > this.limits.clientBytes) {
      const expected = `expected at most ${this.limits.clientBytes} bytes of uploads under way`;
      throw new AppError("rate-limited", `${expected}, got more`, retry);
    }
    if (this.#bytes + bytes > this.limits.processBytes)
      throw new AppError("unavailable", "too many uploads are under way; send it again", retry);
    this.#byClient.set(client, ofClient);
    this.#bytes += bytes;
  }

  #give(client: string, bytes: number): void {
    const left = (this.#byClient.get(client) ?? 0) - bytes;
    if (left > 0) this.#byClient.set(client, left);
    else this.#byClient.delete(client);
    this.#bytes -= bytes;
  }
}
