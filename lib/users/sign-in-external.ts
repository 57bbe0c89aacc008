import { and, eq, isNull, notInArray } from "drizzle-orm";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { isTaken } from "@/lib/db/faults";
import { externalIdentities, organisations, userRoles, users } from "@/lib/db/schema";
import type { Role } from "@/lib/domain/actor";

export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  /** Roles that the identity provider's claims map to; none is a refusal. */
  readonly roles: readonly Role[];
  /** Name of the organisation that this provider's people belong to. */
  readonly organisation: string;
}

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/**
 * Signs in somebody whom an identity provider vouches for. People are known by issuer and subject alone: an e-mail
 * address never links to an existing account. The first time makes the user, every time brings the roles up to date, also
 * where none is left.
 * Returns the user's id; null when no role is mapped, the user is disabled, or the address belongs to another account.
 */
export async function signInExternal(
  identity: ExternalIdentity,
  db: Database = database(),
): Promise<string | null> {
  try {
    return await db.transaction(async (transaction) => {
      const known = await linked(transaction, identity);
      if (known?.disabled) return null;
      const entitled = identity.roles.length > 0;
      const userId = known?.userId ?? (entitled ? await make(transaction, identity) : null);
      if (userId !== null) await bringRolesUpToDate(transaction, userId, identity);
      return entitled ? userId : null;
    });
  } catch (error) {
    if (isTaken(error)) return null;
    throw error;
  }
}

async function linked(transaction: Transaction, { issuer, subject }: ExternalIdentity) {
  const [row] = await transaction
    .select({ userId: users.id, disabledAt: users.disabledAt })
    .from(externalIdentities)
    .innerJoin(users, eq(users.id, externalIdentities.userId))
    .where(and(eq(externalIdentities.issuer, issuer), eq(externalIdentities.subject, subject)));
  return row && { userId: row.userId, disabled: row.disabledAt !== null };
}

async function make(transaction: Transaction, identity: ExternalIdentity): Promise<string | null> {
  const [organisation] = await transaction
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.name, identity.organisation), isNull(organisations.closedAt)));
  if (!organisation) return null;
  const { issuer, subject, email, name } = identity;
  const [user] = await transaction
    .insert(users)
    .values({ organisationId: organisation.id, email, name })
    .returning({ id: users.id });
  if (!user) return null;
  await transaction.insert(externalIdentities).values({ issuer, subject, userId: user.id });
  return user.id;
}

async function bringRolesUpToDate(transaction: Transaction, userId: string, identity: ExternalIdentity) {
  const wanted = [...new Set(identity.roles)];
  const held = await transaction
    .select({ role: userRoles.role })
    .from(userRoles)
    .where(eq(userRoles.userId, userId));
  const roles = held.map((row) => row.role);
  if (roles.length === wanted.length && wanted.every((role) => roles.includes(role))) return;
  await transaction
    .delete(userRoles)
    .where(and(eq(userRoles.userId, userId), notInArray(userRoles.role, wanted)));
  const added = wanted.filter((role) => !roles.includes(role));
  if (added.length > 0) await transaction.insert(userRoles).values(added.map((role) => ({ userId, role })));
  await record(transaction, {
    author: { kind: "console", command: `identity-provider ${identity.issuer}` },
    verb: "sign-in-external",
    subject: `user:${userId}`,
    details: { before: roles, after: wanted },
  });
}
