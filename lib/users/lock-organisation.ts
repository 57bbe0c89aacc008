import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

/** The organisation's row, held until the transaction ends. @throws AppError `not-found`. */
export async function lockOrganisation(transaction: Pick<Database, "select">, id: string) {
  const [found] = await transaction
    .select()
    .from(organisations)
    .where(eq(organisations.id, id))
    .for("no key update");
  if (!found) throw new AppError("not-found", `No organisation has the id ${id}.`);
  return found;
}
