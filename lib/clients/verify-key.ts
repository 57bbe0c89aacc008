import { eq } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { apiClients } from "@/lib/db/schema";
import type { ApiClient } from "@/lib/domain/actor";
import { createExpiringCache, type ExpiringCache } from "@/lib/domain/expiring-cache";
import { findClient } from "./find-client";
import { hashOfKey, isKey } from "./key";

/** Counted from before the question, so that a revoked key is refused within five seconds. */
const REMEMBERED_MS = 4_000;

type Answers = ExpiringCache<ApiClient | null>;

/** Next bundles modules more than once per process; known and unknown keys apart, so that guesses push out nobody. */
const home: typeof globalThis & { slipstreamClientKeys?: { known: Answers; unknown: Answers } } = globalThis;

/**
 * The API client that holds this key; null for an unknown or revoked one. Answers are remembered for four seconds.
 * @throws AppError `unavailable` when the database does not answer.
 */
export async function clientForKey(key: string, db: Database = database()): Promise<ApiClient | null> {
  if (!isKey(key)) return null;
  home.slipstreamClientKeys ??= { known: createExpiringCache(10_000), unknown: createExpiringCache(2_000) };
  const { known, unknown } = home.slipstreamClientKeys;
  const hash = hashOfKey(key);
  const askedAtMs = performance.now();
  const remembered = known.get(hash, askedAtMs) ?? unknown.get(hash, askedAtMs);
  if (remembered) return remembered.value;
  const client = await asking(() => findClient(eq(apiClients.keyHash, hash), db));
  (client ? known : unknown).set(hash, client, askedAtMs + REMEMBERED_MS);
  return client;
}
