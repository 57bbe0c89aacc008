import { and, eq, isNull, ne } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations, userRoles, users } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

/**
 * Sees to it that somebody administers the installation without this user. Locks the rows of the role, so that two who
 * would end each other's do not both succeed.
 * @throws AppError `conflict`.
 */
export async function keepAnAdministrator(
  transaction: Pick<Database, "select">,
  userId: string,
): Promise<void> {
  await transaction.select().from(userRoles).where(eq(userRoles.role, "admin")).for("update");
  const others = await transaction
    .select({ id: users.id })
    .from(userRoles)
    .innerJoin(users, eq(users.id, userRoles.userId))
    .innerJoin(organisations, eq(organisations.id, users.organisationId))
    .where(
      and(
        eq(userRoles.role, "admin"),
        eq(organisations.kind, "maker"),
        isNull(users.disabledAt),
        ne(users.id, userId),
      ),
    )
    .limit(1);
  if (others.length === 0)
    throw new AppError("conflict", "Expected another administrator first: this is the last one.");
}
