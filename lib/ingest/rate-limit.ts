import { AppError } from "@/lib/errors";

export interface Allowance {
  /** Given back per second. */
  readonly perSecond: number;
  /** Most that can be saved up. */
  readonly burst: number;
}

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
    const { perSecond } = this.allowance;
    const left = this.#left(client, nowMs);
    this.#set(client, left > 0 ? left - amount : left, nowMs);
    if (left > 0) return;
    throw new AppError("rate-limited", `expected at most ${perSecond} ${this.unit} per second, got more`, {
      retryAfterSeconds: Math.max(1, Math.ceil(-left / perSecond)),
    });
  }

  /** Takes `amount`, known only once the work has begun; what is missing is waited for before the next. */
  charge(client: string, amount: number, nowMs: number): void {
    this.#set(client, this.#left(client, nowMs) - amount, nowMs);
  }

  #left(client: string, nowMs: number): number {
    const { perSecond, burst } = this.allowance;
    const bucket = this.#buckets.get(client) ?? { left: burst, atMs: nowMs };
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    return Math.min(burst, bucket.left + (elapsedMs / 1000) * perSecond);
  }

  #set(client: string, left: number, nowMs: number): void {
    this.#buckets.delete(client);
    this.#buckets.set(client, { left, atMs: nowMs });
    if (this.#buckets.size <= MAX_CLIENTS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
