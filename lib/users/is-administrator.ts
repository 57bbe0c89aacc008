import { and, eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations, userRoles } from "@/lib/db/schema";
import type { LockedUser } from "./lock-user";

/** Whether the user administers the installation now. */
export async function isAdministrator(
  transaction: Pick<Database, "select">,
  { id, organisationId, disabledAt }: LockedUser,
): Promise<boolean> {
  if (disabledAt !== null) return false;
  const rows = await transaction
    .select({ kind: organisations.kind })
    .from(userRoles)
    .innerJoin(organisations, eq(organisations.id, organisationId))
    .where(and(eq(userRoles.userId, id), eq(userRoles.role, "admin")));
  return rows[0]?.kind === "maker";
}
