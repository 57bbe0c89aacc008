import { eq } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { riderIssuers } from "@/lib/db/schema-riders";
import { createExpiringCache, type ExpiringCache } from "@/lib/domain/expiring-cache";
import type { RiderIssuer } from "./rider-issuer";

/** As long as keys of clients are remembered. */
const REMEMBERED_MS = 4_000;

/** Next bundles modules more than once per process; what is remembered exists once. */
const home: typeof globalThis & { slipstreamRiderIssuers?: ExpiringCache<RiderIssuer | null> } = globalThis;

/** Who signs the tokens of this organisation's riders, as it was at most 4 s ago; null for nobody. @throws AppError `unavailable`. */
export async function issuerOf(
  organisationId: string,
  db: Database = database(),
): Promise<RiderIssuer | null> {
  home.slipstreamRiderIssuers ??= createExpiringCache(10_000);
  const remembered = home.slipstreamRiderIssuers;
  const nowMs = performance.now();
  const known = remembered.get(organisationId, nowMs);
  if (known) return known.value;
  const found = await asking(() => findIssuer(organisationId, db));
  remembered.set(organisationId, found, nowMs + REMEMBERED_MS);
  return found;
}

/** As it is now. */
export async function findIssuer(
  organisationId: string,
  db: Pick<Database, "select">,
): Promise<RiderIssuer | null> {
  const [row] = await db.select().from(riderIssuers).where(eq(riderIssuers.organisationId, organisationId));
  if (!row) return null;
  const { changedAt: _, ...issuer } = row;
  return issuer;
}
