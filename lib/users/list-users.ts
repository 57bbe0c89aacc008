import { and, asc, count, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { type Database, database } from "@/lib/db/client";
import { contains } from "@/lib/db/contains";
import { organisations, userRoles, users } from "@/lib/db/schema";
import { type OrganisationKind, ROLES, type Role } from "@/lib/domain/actor";

export const ListUsersInput = z.object({
  /** Part of a name or e-mail address. */
  query: z.string().trim().max(320).optional(),
  role: z.enum(ROLES).optional(),
  /** Name of one. */
  organisation: z.string().optional(),
  access: z.enum(["enabled", "disabled"]).optional(),
  id: z.uuid().optional(),
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
});

export interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: {
    readonly name: string;
    readonly kind: OrganisationKind;
    readonly isClosed: boolean;
  };
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

/** Users by name, and how many fit. @throws AppError `forbidden`, `invalid`. */
export async function listUsers(
  author: Author,
  input: z.input<typeof ListUsersInput> = {},
  db: Database = database(),
): Promise<{ users: ListedUser[]; total: number }> {
  requireMaker(author, "admin");
  const { query, role, organisation, access, id, skip, limit } = parseInput(ListUsersInput, input);
  const fits = and(
    id === undefined ? undefined : eq(users.id, id),
    query ? or(contains(users.name, query), contains(users.email, query)) : undefined,
    role === undefined
      ? undefined
      : sql`exists (select from ${userRoles} where ${userRoles.userId} = ${users.id} and ${userRoles.role} = ${role})`,
    organisation === undefined ? undefined : eq(organisations.name, organisation),
    access === undefined ? undefined : (access === "enabled" ? isNull : isNotNull)(users.disabledAt),
  );
  const [sum] = await db
    .select({ total: count() })
    .from(users)
    .innerJoin(organisations, eq(organisations.id, users.organisationId))
    .where(fits);
  const rows = await db
    .select({ user: users, organisation: organisations, roles: rolesOfUser })
    .from(users)
    .innerJoin(organisations, eq(organisations.id, users.organisationId))
    .where(fits)
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .offset(skip)
    .limit(limit);
  return {
    total: sum?.total ?? 0,
    users: rows.map(({ user, organisation: { name, kind, closedAt }, roles }) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      organisation: { name, kind, isClosed: closedAt !== null },
      roles: Roles.parse(roles),
      hasPassword: user.passwordHash !== null,
      createdAt: user.createdAt,
      disabledAt: user.disabledAt,
    })),
  };
}

const Roles = z.array(z.enum(ROLES));
const rolesOfUser = sql<unknown>`array(
  select ${userRoles.role}::text from ${userRoles} where ${userRoles.userId} = ${users.id} order by ${userRoles.role}
)`;
