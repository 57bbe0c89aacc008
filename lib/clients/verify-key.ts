import { type Database, database } from "@/lib/db/client";
import type { ApiClient } from "@/lib/domain/actor";
import { createExpiringCache, type ExpiringCache } from "@/lib/domain/expiring-cache";
import { WaitingLine } from "@/lib/domain/waiting-line";
import { AppError } from "@/lib/errors";
import { clientByKeyHash } from "./find-client";
import { hashOfKey, isKey } from "./key";

/** Counted from before the question, so that a revoked key is refused within five seconds. */
const REMEMBERED_MS = 4_000;

interface Holder {
  readonly client: ApiClient;
  readonly freshUntilMs: number;
}

interface Keys {
  /** By the key's hash: kept when they are not fresh any more, to tell a client from a stranger. */
  readonly holders: ExpiringCache<Holder>;
  /** Apart, so that guesses push out nobody. */
  readonly unknown: ExpiringCache<null>;
  /** Questions under way; whoever comes with the same key waits for the same answer. */
  readonly asked: Map<string, Promise<ApiClient | null>>;
  /** Keys that nobody was seen with. */
  readonly strangers: WaitingLine;
}

/** Next bundles modules more than once per process; keys are known once. */
const home: typeof globalThis & { slipstreamClientKeys?: Keys } = globalThis;

const keys = (): Keys => {
  home.slipstreamClientKeys ??= {
    holders: createExpiringCache(10_000),
    unknown: createExpiringCache(2_000),
    asked: new Map(),
    strangers: new WaitingLine(2, 50),
  };
  return home.slipstreamClientKeys;
};

/**
 * The API client that holds this key; null for an unknown or revoked one. Answers are remembered for four seconds.
 * @throws AppError `unavailable` when the database does not answer; `rate-limited` for a key that was not seen before
 *   when too many of those are being looked up.
 */
export async function clientForKey(key: string, db: Database = database()): Promise<ApiClient | null> {
  if (!isKey(key)) return null;
  const { holders, unknown, asked } = keys();
  const hash = hashOfKey(key);
  const nowMs = performance.now();
  const holder = holders.get(hash, nowMs)?.value;
  if (holder && holder.freshUntilMs > nowMs) return holder.client;
  if (unknown.get(hash, nowMs)) return null;
  const underWay = asked.get(hash);
  if (underWay) return underWay;
  const answer = ask(hash, holder, nowMs, db).finally(() => asked.delete(hash));
  asked.set(hash, answer);
  return answer;
}

/** Strangers wait in line for the database, a few at a time; clients do not wait behind them. */
async function ask(
  hash: string,
  holder: Holder | undefined,
  askedAtMs: number,
  db: Database,
): Promise<ApiClient | null> {
  const find = async () => ({
    client: await clientByKeyHash(hash, db),
  });
  const { holders, unknown, strangers } = keys();
  const found = holder ? await find() : await strangers.run(find);
  if (!found)
    throw new AppError("rate-limited", "Too many keys that were not seen before; try again shortly.", {
      retryAfterSeconds: 2,
    });
  const { client } = found;
  const freshUntilMs = askedAtMs + REMEMBERED_MS;
  if (client) holders.set(hash, { client, freshUntilMs }, Number.POSITIVE_INFINITY);
  else {
    if (holder) holders.set(hash, holder, 0);
    unknown.set(hash, null, freshUntilMs);
  }
  return client;
}
