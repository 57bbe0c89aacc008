import { AppError } from "@/lib/errors";

export interface RoomLimits {
  readonly organisationBytes: number;
  readonly processBytes: number;
}

const MEBIBYTE = 1024 * 1024;
const LIMITS: RoomLimits = { organisationBytes: 64 * MEBIBYTE, processBytes: 256 * MEBIBYTE };
/** What an upload takes before its first byte is there: its streams, and those that unpack it. */
const OPEN_BYTES = 64 * 1024;
/** The rest is for what decoding makes of the bodies that are there, or they would keep each other from being taken. */
const BODY_SHARE = 3 / 4;
const RETRY_AFTER_SECONDS = 5;

/** Room that one upload takes, from before its body is read until its receipt. */
export interface TakenRoom {
  /** Sees to room for a body of so many bytes as yet. @throws AppError `rate-limited`, `unavailable`. */
  cover(bytes: number): void;
  /** Sees to room for all that the upload holds, when its body is there. @throws AppError as `cover`. */
  hold(bytes: number): void;
  leave(): void;
}

/**
 * Memory for uploads under way, bounded per organisation and for the process. It is taken for what is there, not for
 * what is announced: an upload that does not come keeps no room from others.
 */
export class BodyRoom {
  readonly #byOrganisation = new Map<string, number>();
  #bytes = 0;
  constructor(readonly limits: RoomLimits = LIMITS) {}

  /**
   * Takes room for an upload of which nothing is there yet.
   * @throws AppError `rate-limited` when the organisation's uploads take all that one may, `unavailable` when all do.
   */
  enter(organisation: string): TakenRoom {
    let taken = 0;
    const take = (bytes: number, share: number): void => {
      if (bytes <= taken) return;
      this.#take(organisation, bytes - taken, share);
      taken = bytes;
    };
    take(OPEN_BYTES, BODY_SHARE);
    return {
      cover: (bytes) => take(bytes, BODY_SHARE),
      hold: (bytes) => take(bytes, 1),
      leave: () => {
        this.#give(organisation, taken);
        taken = 0;
      },
    };
  }

  #take(organisation: string, bytes: number, share: number): void {
    const ofOrganisation = (this.#byOrganisation.get(organisation) ?? 0) + bytes;
    const retry = { retryAfterSeconds: RETRY_AFTER_SECONDS };
    const maxBytes = this.limits.organisationBytes * share;
    if (ofOrganisation > maxBytes) {
      const expected = `expected at most ${maxBytes} bytes of uploads under way`;
      throw new AppError("rate-limited", `${expected}, got more`, retry);
    }
    if (this.#bytes + bytes > this.limits.processBytes * share)
      throw new AppError("unavailable", "too many uploads are under way; send it again", retry);
    this.#byOrganisation.set(organisation, ofOrganisation);
    this.#bytes += bytes;
  }

  #give(organisation: string, bytes: number): void {
    const left = (this.#byOrganisation.get(organisation) ?? 0) - bytes;
    if (left > 0) this.#byOrganisation.set(organisation, left);
    else this.#byOrganisation.delete(organisation);
    this.#bytes -= bytes;
  }
}
