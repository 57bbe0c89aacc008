import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { AppError } from "@/lib/errors";
import type { KeySet } from "./fetch-keys";

/** Keys are good for so long; an issuer that takes one back is heard within it. */
const FRESH_MS = 10 * 60_000;
/** Whatever tokens say, an issuer is asked no more often. */
const BETWEEN_MS = 30_000;
/** While an issuer is down, what it last said holds so long. */
const STALE_MS = 24 * 3_600_000;

interface Kept {
  readonly find: JWTVerifyGetKey;
  readonly fetchedAtMs: number;
}

interface Issuer {
  kept: Kept | null;
  askedAtMs: number;
  asking: Promise<void> | null;
  why: unknown;
}

/** Keys of issuers, by their address: fetched when they are needed, kept for ten minutes, and longer where nobody answers. */
export class IssuerKeys {
  readonly #issuers = new Map<string, Issuer>();

  /** @param now of a clock that only goes forward, ms. */
  constructor(
    private readonly fetch: (address: string) => Promise<KeySet>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Finds the key of a token by its header. A key that is not known is asked for, but once in 30 s at most.
   * @throws AppError `unavailable` when there are no keys, and jose's faults.
   */
  finder(address: string): JWTVerifyGetKey {
    return async (header, token) => {
      const issuer = this.#issuerAt(address);
      const kept = await this.#current(address, issuer);
      try {
        return await kept.find(header, token);
      } catch (fault) {
        if (!(fault instanceof errors.JWKSNoMatchingKey)) throw fault;
        await this.#ask(address, issuer);
        const { kept: fresh } = issuer;
        if (fresh === null || fresh === kept) throw fault;
        return await fresh.find(header, token);
      }
    };
  }

  #issuerAt(address: string): Issuer {
    const known = this.#issuers.get(address);
    if (known) return known;
    const made = { kept: null, askedAtMs: Number.NEGATIVE_INFINITY, asking: null, why: null };
    this.#issuers.set(address, made);
    return made;
  }

  async #current(address: string, issuer: Issuer): Promise<Kept> {
    if (issuer.kept === null || this.now() - issuer.kept.fetchedAtMs >= FRESH_MS)
      await this.#ask(address, issuer);
    const { kept } = issuer;
    if (kept !== null && this.now() - kept.fetchedAtMs < STALE_MS) return kept;
    throw new AppError("unavailable", "The keys of your riders' issuer cannot be fetched now.", {
      retryAfterSeconds: BETWEEN_MS / 1_000,
      cause: issuer.why,
    });
  }

  /** Asks the issuer unless it was asked lately; whoever comes meanwhile waits for the same answer. */
  async #ask(address: string, issuer: Issuer): Promise<void> {
    if (issuer.asking === null) {
      if (this.now() - issuer.askedAtMs < BETWEEN_MS) return;
      issuer.askedAtMs = this.now();
      issuer.asking = this.#fetchInto(address, issuer).finally(() => {
        issuer.asking = null;
      });
    }
    await issuer.asking;
  }

  async #fetchInto(address: string, issuer: Issuer): Promise<void> {
    try {
      const keys = await this.fetch(address);
      issuer.kept = { find: createLocalJWKSet(keys), fetchedAtMs: this.now() };
    } catch (fault) {
      issuer.why = fault;
    }
  }
}
