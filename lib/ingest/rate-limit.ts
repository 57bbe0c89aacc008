import { AppError } from "@/lib/errors";

export interface Allowance {
  /** Given back per second. */
  readonly perSecond: number;
  /** Most that can be saved up. */
  readonly burst: number;
}

/** Generous: a fleet's phones behind one key stay far below; a client in a loop does not. */
export const REQUESTS: Allowance = { perSecond: 200, burst: 1_000 };
export const BYTES: Allowance = { perSecond: 48 * 1024 * 1024, burst: 256 * 1024 * 1024 };

const MAX_CLIENTS = 10_000;

/** Token buckets, one per client; a client not heard of for long has a full one, so the least recent are forgotten. */
export class RateLimit {
  readonly #buckets = new Map<string, { left: number; atMs: number }>();
  constructor(
    readonly allowance: Allowance,
    readonly unit: string,
  ) {}

  /**
   * Takes `amount` from the client's bucket; the bucket may go below zero once, so that any single upload fits.
   * @throws AppError `rate-limited`, with the seconds until the bucket is positive again.
   */
  take(client: string, amount: number, nowMs: number): void {
    const { perSecond, burst } = this.allowance;
    const bucket = this.#buckets.get(client) ?? { left: burst, atMs: nowMs };
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    const left = Math.min(burst, bucket.left + (elapsedMs / 1000) * perSecond);
    this.#buckets.delete(client);
    this.#buckets.set(client, { left: left > 0 ? left - amount : left, atMs: nowMs });
    if (this.#buckets.size > MAX_CLIENTS) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    if (left > 0) return;
    throw new AppError("rate-limited", `expected at most ${perSecond} ${this.unit} per second, got more`, {
      retryAfterSeconds: Math.max(1, Math.ceil(-left / perSecond)),
    });
  }
}
