import { eq } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { createOrganisation } from "./create-organisation";
import { createUser } from "./create-user";

/**
 * Makes an administrator of the maker, and the maker's organisation where there is none: how an installation gets its
 * first person. Returns the user's id.
 * @throws AppError `forbidden`, `invalid` (or the organisation is no maker), `conflict` (another maker, or the address).
 */
export async function createAdministrator(
  author: Author,
  input: { email: string; name: string; organisation: string; password: string },
  db: Database,
): Promise<string> {
  return db.transaction(async (transaction) => {
    const makers = await transaction.select().from(organisations).where(eq(organisations.kind, "maker"));
    const [maker] = makers;
    if (!maker) await createOrganisation(author, { name: input.organisation, kind: "maker" }, transaction);
    else if (maker.name !== input.organisation.trim())
      throw new AppError("conflict", `The maker of this installation is "${maker.name}".`);
    return createUser(author, { ...input, roles: ["admin"] }, transaction);
  });
}
