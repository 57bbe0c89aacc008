import { asc, eq } from "drizzle-orm";
import { type Author, requireMaker } from "@/lib/audit/author";
import { type Database, database } from "@/lib/db/client";
import { apiClients, organisations } from "@/lib/db/schema";

export interface ListedClient {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly scopes: readonly string[];
  readonly sources: readonly string[];
  readonly bikes: readonly string[];
  readonly revokedAt: Date | null;
}

/** All API clients by organisation and name, without their keys. @throws AppError `forbidden`. */
export async function listClients(author: Author, db: Database = database()): Promise<ListedClient[]> {
  requireMaker(author, "admin");
  const rows = await db
    .select({ client: apiClients, organisation: organisations.name })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .orderBy(asc(organisations.name), asc(apiClients.name), asc(apiClients.createdAt));
  return rows.map(({ client, organisation }) => ({
    id: client.id,
    name: client.name,
    organisation,
    scopes: client.scopes,
    sources: client.sources,
    bikes: [...client.bikeIds, ...client.bikePrefixes.map((prefix) => `${prefix}*`)],
    revokedAt: client.revokedAt,
  }));
}
