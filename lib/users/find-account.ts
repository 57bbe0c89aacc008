import { eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations, userRoles, users } from "@/lib/db/schema";
import type { Role, UserActor } from "@/lib/domain/actor";

export interface Account {
  readonly actor: UserActor;
  readonly passwordHash: string | null;
  /** Null when they chose it themselves. */
  readonly passwordGivenAt: Date | null;
  /** By themselves, or with their whole organisation. */
  readonly disabled: boolean;
}

export const accountById = (id: string, db: Database) => findAccount(eq(users.id, id), db);

export const accountByEmail = (email: string, db: Database) =>
  findAccount(eq(sql`lower(${users.email})`, email.trim().toLowerCase()), db);

async function findAccount(which: SQL, db: Database): Promise<Account | null> {
  const rows = await db
    .select({ user: users, organisation: organisations, role: userRoles.role })
    .from(users)
    .innerJoin(organisations, eq(organisations.id, users.organisationId))
    .leftJoin(userRoles, eq(userRoles.userId, users.id))
    .where(which);
  const [first] = rows;
  if (!first) return null;
  const { user, organisation } = first;
  return {
    actor: {
      kind: "user",
      id: user.id,
      name: user.name,
      email: user.email,
      organisation: { id: organisation.id, name: organisation.name, kind: organisation.kind },
      roles: rows.flatMap((row): Role[] => (row.role ? [row.role] : [])),
    },
    passwordHash: user.passwordHash,
    passwordGivenAt: user.passwordGivenAt,
    disabled: user.disabledAt !== null || organisation.closedAt !== null,
  };
}
