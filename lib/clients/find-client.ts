import { and, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { apiClients, organisations } from "@/lib/db/schema";
import type { ApiClient } from "@/lib/domain/actor";

/** The client with this id; null when it is unknown, revoked, or of a closed organisation. @throws AppError `unavailable`. */
export const clientById = (id: string, db: Database = database()): Promise<ApiClient | null> =>
  asking(() => findClient(eq(apiClients.id, id), db));

/** The client that this hash of a key opens: its newest key, or the one before for as long as that still holds. */
export const clientByKeyHash = (hash: string, db: Database): Promise<ApiClient | null> =>
  asking(() => findClient(or(eq(apiClients.keyHash, hash), holdsStill(hash)), db));

const holdsStill = (hash: string) =>
  and(eq(apiClients.previousKeyHash, hash), gt(apiClients.previousKeyUntil, sql`now()`));

/** The client that fits and has access, or null. */
async function findClient(fits: SQL | undefined, db: Database): Promise<ApiClient | null> {
  const [row] = await db
    .select({ client: apiClients, kind: organisations.kind })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(and(fits, isNull(apiClients.revokedAt), isNull(organisations.closedAt)));
  if (!row) return null;
  const { id, name, organisationId, scopes, sources, bikeIds, bikePrefixes } = row.client;
  return { id, name, organisationId, organisationKind: row.kind, scopes, sources, bikeIds, bikePrefixes };
}
