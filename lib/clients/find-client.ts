import { and, eq, isNull, type SQL } from "drizzle-orm";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { apiClients, organisations } from "@/lib/db/schema";
import type { ApiClient } from "@/lib/domain/actor";

/** The client with this id; null when it is unknown or revoked. @throws AppError `unavailable`. */
export const clientById = (id: string, db: Database = database()): Promise<ApiClient | null> =>
  asking(() => findClient(eq(apiClients.id, id), db));

/** The client that fits and is not revoked, or null. */
export async function findClient(fits: SQL, db: Database): Promise<ApiClient | null> {
  const [row] = await db
    .select({ client: apiClients, kind: organisations.kind })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(and(fits, isNull(apiClients.revokedAt)));
  if (!row) return null;
  const { id, name, organisationId, scopes, sources, bikeIds, bikePrefixes } = row.client;
  return { id, name, organisationId, organisationKind: row.kind, scopes, sources, bikeIds, bikePrefixes };
}
