import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { isTaken } from "@/lib/db/faults";
import { userRoles, users } from "@/lib/db/schema";
import { ROLES } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { findOrganisation } from "./find-organisation";
import { NewPassword } from "./new-password";
import { hashOfPassword } from "./password";

export const CreateUserInput = z.object({
  email: z.email("expected an e-mail address").max(320),
  name: z.string().trim().min(1, "expected a name").max(120, "expected at most 120 characters"),
  organisation: z.string().trim().min(1),
  roles: z.array(z.enum(ROLES)).min(1, "expected at least one role"),
  password: NewPassword,
  /** Whether somebody else chose it: then they are to choose their own. */
  isGivenPassword: z.boolean().default(false),
});

/**
 * Makes a user who signs in by password, and returns the id.
 * @throws AppError `forbidden`, `invalid`, `not-found` (organisation), `conflict` (e-mail address is taken).
 */
export async function createUser(
  author: Author,
  input: z.input<typeof CreateUserInput>,
  db: Database = database(),
): Promise<string> {
  requireMaker(author, "admin");
  const { email, name, organisation, roles, password, isGivenPassword } = parseInput(CreateUserInput, input);
  const passwordHash = await hashOfPassword(password);
  const passwordGivenAt = isGivenPassword ? new Date() : null;
  try {
    return await db.transaction(async (transaction) => {
      const organisationId = await findOrganisation(transaction, organisation);
      const [made] = await transaction
        .insert(users)
        .values({ organisationId, email, name, passwordHash, passwordGivenAt })
        .returning({ id: users.id });
      if (!made) throw new AppError("internal", "The user was not stored.");
      const userId = made.id;
      await transaction.insert(userRoles).values([...new Set(roles)].map((role) => ({ userId, role })));
      await record(transaction, {
        author,
        verb: "create-user",
        subject: `user:${userId}`,
        details: { organisation, roles },
      });
      return userId;
    });
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", "An account with this e-mail address exists already.");
    throw error;
  }
}
