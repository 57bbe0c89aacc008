import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { UserActor } from "@/lib/domain/actor";
import { createExpiringCache, type ExpiringCache } from "@/lib/domain/expiring-cache";
import { accountById } from "./find-account";

const REMEMBERED_MS = 30_000;
const ID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Next bundles modules more than once per process; the memory must exist once. */
const home: typeof globalThis & { slipstreamUsers?: ExpiringCache<UserActor | null> } = globalThis;

/** Has this process ask the database about the user again; others do within half a minute. */
export const forgetUser = (id: string): void => home.slipstreamUsers?.set(id, null, 0);

/**
 * The user as the database knows them now, at most 30 s old; null when disabled or gone. A session proves who
 * somebody is, never what they may do.
 * @throws AppError `unavailable`.
 */
export async function currentUser(id: string, db: Database = database()): Promise<UserActor | null> {
  if (!ID_PATTERN.test(id)) return null;
  home.slipstreamUsers ??= createExpiringCache(10_000);
  const askedAtMs = performance.now();
  const remembered = home.slipstreamUsers.get(id, askedAtMs);
  if (remembered) return remembered.value;
  const account = await asking(() => accountById(id, db));
  const user = account && !account.disabled ? account.actor : null;
  home.slipstreamUsers.set(id, user, askedAtMs + REMEMBERED_MS);
  return user;
}
