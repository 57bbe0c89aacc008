import { ownText } from "./own-text";
import type { RateLimit } from "./rate-limit";

/** Of ids, about a hundred bytes each; twice as many are held. */
const REMEMBERED = 50_000;

/**
 * Bikes that nobody has heard of, of which each client may bring some: every one is a state, a record that is kept and a
 * row on the map for ever. Heard of is what `isKnown` says, and what this process has let pass of late.
 */
export class NewBikes {
  #recent = new Set<string>();
  #before = new Set<string>();

  /** @param isKnown is asked for each bike that was not met of late, and must not throw. */
  constructor(
    readonly limit: RateLimit,
    private readonly isKnown: (bikeId: string) => boolean,
    private readonly remembered = REMEMBERED,
  ) {}

  /** @throws AppError `rate-limited` for a new bike of a client that brought too many. */
  meet(bikeId: string, client: string, nowMs: number, work: string): void {
    if (this.#recent.has(bikeId)) return;
    if (!this.#before.has(bikeId) && !this.isKnown(bikeId)) this.limit.take(client, 1, nowMs, work);
    this.#remember(bikeId);
  }

  #remember(bikeId: string): void {
    if (this.#recent.size >= this.remembered) {
      this.#before = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(ownText(bikeId));
  }
}
