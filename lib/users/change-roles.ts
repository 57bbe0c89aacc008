import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { Reason } from "@/lib/audit/reason";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { userRoles } from "@/lib/db/schema";
import { ROLES } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { forgetUser } from "./current-user";
import { isAdministrator } from "./is-administrator";
import { keepAnAdministrator } from "./keep-an-administrator";
import { lockUser } from "./lock-user";

export const ChangeRolesInput = z.object({
  id: z.uuid(),
  roles: z.array(z.enum(ROLES)).min(1, "expected at least one role"),
  reason: Reason,
});

/**
 * Gives a user exactly these roles; open sessions have them within a minute. The roles they hold already change nothing.
 * @throws AppError `forbidden`, `invalid` (nobody takes the administrator's role from themselves), `conflict` (nor from
 *   the last one), `not-found`.
 */
export async function changeRoles(
  author: Author,
  input: z.input<typeof ChangeRolesInput>,
  db: Database = database(),
): Promise<void> {
  requireMaker(author, "admin");
  const { id, roles, reason } = parseInput(ChangeRolesInput, input);
  await db.transaction(async (transaction) => {
    const user = await lockUser(transaction, id);
    const rows = await transaction.select().from(userRoles).where(eq(userRoles.userId, id));
    const before = rows.map(({ role }) => role);
    const added = [...new Set(roles)].filter((role) => !before.includes(role));
    const taken = before.filter((role) => !roles.includes(role));
    if (added.length + taken.length === 0) return;
    if (taken.includes("admin")) {
      if (author.kind === "user" && author.id === id)
        throw new AppError("invalid", "Expected another user: nobody takes the role admin from themselves.");
      if (await isAdministrator(transaction, user)) await keepAnAdministrator(transaction, id);
    }
    if (taken.length > 0)
      await transaction
        .delete(userRoles)
        .where(and(eq(userRoles.userId, id), inArray(userRoles.role, taken)));
    if (added.length > 0)
      await transaction.insert(userRoles).values(added.map((role) => ({ userId: id, role })));
    const details = { before: before.toSorted(), after: [...new Set(roles)].toSorted() };
    await record(transaction, { author, verb: "change-roles", subject: `user:${id}`, reason, details });
  });
  forgetUser(id);
}
