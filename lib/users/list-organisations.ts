import { and, asc, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { type Database, database } from "@/lib/db/client";
import { contains } from "@/lib/db/contains";
import { organisations } from "@/lib/db/schema";
import { ORGANISATION_KINDS, type OrganisationKind } from "@/lib/domain/actor";

export const ListOrganisationsInput = z.object({
  /** Part of a name. */
  query: z.string().trim().max(120).optional(),
  kind: z.enum(ORGANISATION_KINDS).optional(),
  access: z.enum(["open", "closed"]).optional(),
  id: z.uuid().optional(),
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(50),
});

export interface ListedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  /** Enabled ones. */
  readonly users: number;
  /** Those that are not revoked. */
  readonly clients: number;
}

/** Organisations by name, with what they have, and how many fit. @throws AppError `forbidden`, `invalid`. */
export async function listOrganisations(
  author: Author,
  input: z.input<typeof ListOrganisationsInput> = {},
  db: Database = database(),
): Promise<{ organisations: ListedOrganisation[]; total: number }> {
  requireMaker(author, "admin");
  const { query, kind, access, id, skip, limit } = parseInput(ListOrganisationsInput, input);
  const fits = and(
    id === undefined ? undefined : eq(organisations.id, id),
    query ? contains(organisations.name, query) : undefined,
    kind === undefined ? undefined : eq(organisations.kind, kind),
    access === undefined ? undefined : (access === "open" ? isNull : isNotNull)(organisations.closedAt),
  );
  const [sum] = await db.select({ total: count() }).from(organisations).where(fits);
  const rows = await db
    .select({ organisation: organisations, users: enabledUsers, clients: openClients })
    .from(organisations)
    .where(fits)
    .orderBy(asc(sql`lower(${organisations.name})`))
    .offset(skip)
    .limit(limit);
  return {
    total: sum?.total ?? 0,
    organisations: rows.map(({ organisation, ...counts }) => ({ ...organisation, ...counts })),
  };
}

/** Written out: of a statement that reads one table, drizzle leaves the table's name away. */
const enabledUsers = sql`(
  select count(*) from users where users.organisation_id = organisations.id and users.disabled_at is null
)`.mapWith(Number);
const openClients = sql`(
  select count(*) from api_clients
  where api_clients.organisation_id = organisations.id and api_clients.revoked_at is null
)`.mapWith(Number);
