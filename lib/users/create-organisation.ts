import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { isTaken } from "@/lib/db/faults";
import { organisations } from "@/lib/db/schema";
import { ORGANISATION_KINDS } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";

export const CreateOrganisationInput = z.object({
  name: z.string().trim().min(1, "expected a name").max(120, "expected at most 120 characters"),
  kind: z.enum(ORGANISATION_KINDS),
});

/** Makes an organisation and returns its id. @throws AppError `forbidden`, `invalid`, `conflict` (name is taken). */
export async function createOrganisation(
  author: Author,
  input: z.input<typeof CreateOrganisationInput>,
  db: Database = database(),
): Promise<string> {
  requireMaker(author, "admin");
  const { name, kind } = parseInput(CreateOrganisationInput, input);
  try {
    return await db.transaction(async (transaction) => {
      const [made] = await transaction
        .insert(organisations)
        .values({ name, kind })
        .returning({ id: organisations.id });
      if (!made) throw new AppError("internal", "The organisation was not stored.");
      const subject = `organisation:${made.id}`;
      await record(transaction, { author, verb: "create-organisation", subject, details: { name, kind } });
      return made.id;
    });
  } catch (error) {
    if (isTaken(error)) throw new AppError("conflict", `An organisation is named "${name}" already.`);
    throw error;
  }
}
