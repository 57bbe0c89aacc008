import { and, asc, count, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { type Database, database } from "@/lib/db/client";
import { contains } from "@/lib/db/contains";
import { apiClients, organisations } from "@/lib/db/schema";

export const ListClientsInput = z.object({
  /** Part of a name. */
  query: z.string().trim().max(80).optional(),
  /** Name of one. */
  organisation: z.string().optional(),
  access: z.enum(["open", "revoked"]).optional(),
  id: z.uuid().optional(),
  skip: z.int().min(0).default(0),
  /** All, without one. */
  limit: z.int().min(1).max(1_000).optional(),
});

export interface ListedClient {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly scopes: readonly string[];
  readonly sources: readonly string[];
  readonly bikes: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** Until when the key before the newest one opens; it may have ended. */
  readonly oldKeyUntil: Date | null;
  readonly isOrganisationClosed: boolean;
}

/** API clients by organisation and name, without their keys, and how many fit. @throws AppError `forbidden`, `invalid`. */
export async function listClients(
  author: Author,
  input: z.input<typeof ListClientsInput> = {},
  db: Database = database(),
): Promise<{ clients: ListedClient[]; total: number }> {
  requireMaker(author, "admin");
  const { query, organisation, access, id, skip, limit } = parseInput(ListClientsInput, input);
  const fits = and(
    id === undefined ? undefined : eq(apiClients.id, id),
    query ? contains(apiClients.name, query) : undefined,
    organisation === undefined ? undefined : eq(organisations.name, organisation),
    access === undefined ? undefined : (access === "open" ? isNull : isNotNull)(apiClients.revokedAt),
  );
  const [sum] = await db
    .select({ total: count() })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(fits);
  const rows = db
    .select({ client: apiClients, organisation: organisations })
    .from(apiClients)
    .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
    .where(fits)
    .orderBy(asc(organisations.name), asc(apiClients.name), asc(apiClients.createdAt))
    .offset(skip);
  const page = await (limit === undefined ? rows : rows.limit(limit));
  return { total: sum?.total ?? 0, clients: page.map(toListed) };
}

type Row = { client: typeof apiClients.$inferSelect; organisation: typeof organisations.$inferSelect };

const toListed = ({ client, organisation }: Row): ListedClient => ({
  id: client.id,
  name: client.name,
  organisation: organisation.name,
  scopes: client.scopes,
  sources: client.sources,
  bikes: [...client.bikeIds, ...client.bikePrefixes.map((prefix) => `${prefix}*`)],
  createdAt: client.createdAt,
  revokedAt: client.revokedAt,
  oldKeyUntil: client.previousKeyUntil,
  isOrganisationClosed: organisation.closedAt !== null,
});
