import type { Author } from "@/lib/audit/author";
import { type Database, database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { disableUser } from "./disable-user";
import { accountByEmail } from "./find-account";

/**
 * Ends the access of the users with these e-mail addresses, of all or of none.
 * @throws AppError as `disableUser` does.
 */
export async function disableByEmail(
  author: Author,
  { emails, reason }: { readonly emails: readonly string[]; readonly reason: string },
  db: Database = database(),
): Promise<void> {
  await db.transaction(async (transaction) => {
    for (const email of emails) {
      const account = await accountByEmail(email, transaction);
      if (!account) throw new AppError("not-found", `No user has the e-mail address ${email}.`);
      await disableUser(author, { id: account.actor.id, reason }, transaction);
    }
  });
}
