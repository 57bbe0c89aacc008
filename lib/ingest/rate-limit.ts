import { AppError } from "@/lib/errors";

export interface Allowance {
  /** Given back per second. */
  readonly perSecond: number;
  /** Most that can be saved up. */
  readonly burst: number;
}

const MAX_CLIENTS = 10_000;
const HOUR_SECONDS = 3_600;

interface Bucket {
  readonly left: number;
  readonly atMs: number;
  /** The work that emptied the bucket. */
  readonly debtor: string | null;
}

/** Token buckets, one per client; a client not heard of for long has a full one, so the least recent are forgotten. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  /** @param advice for who is refused, what would mend it. */
  constructor(
    readonly allowance: Allowance,
    readonly unit: string,
    private readonly advice: string | null = null,
  ) {}

  /**
   * Takes `amount` from the client's bucket. The work that empties it may go on to take, so that any single upload is
   * finished, however large; all other work is refused until that debt is paid.
   * @throws AppError `rate-limited`, with the seconds until the bucket is positive again.
   */
  take(client: string, amount: number, nowMs: number, work: string | null = null): void {
    const { perSecond } = this.allowance;
    const { left, debtor } = this.#now(client, nowMs);
    const isTaken = left > 0 || (work !== null && work === debtor);
    const rest = isTaken ? left - amount : left;
    this.#set(client, { left: rest, atMs: nowMs, debtor: left > 0 ? work : debtor });
    if (isTaken) return;
    throw new AppError("rate-limited", this.#refusal, {
      retryAfterSeconds: Math.max(1, Math.ceil(-left / perSecond)),
    });
  }

  get #refusal(): string {
    const { perSecond } = this.allowance;
    const rate =
      perSecond < 1
        ? `${Math.round(perSecond * HOUR_SECONDS)} ${this.unit} per hour`
        : `${perSecond} ${this.unit} per second`;
    return `expected at most ${rate}, got more${this.advice === null ? "" : `: ${this.advice}`}`;
  }

  #now(client: string, nowMs: number): Bucket {
    const { perSecond, burst } = this.allowance;
    const bucket = this.#buckets.get(client) ?? { left: burst, atMs: nowMs, debtor: null };
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    return { ...bucket, left: Math.min(burst, bucket.left + (elapsedMs / 1000) * perSecond) };
  }

  #set(client: string, bucket: Bucket): void {
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size <= MAX_CLIENTS) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
