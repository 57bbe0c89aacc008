import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";

/** Id of the organisation that something new is to belong to. @throws AppError `not-found`, `conflict` (it is closed). */
export async function findOrganisation(db: Pick<Database, "select">, name: string): Promise<string> {
  const [found] = await db
    .select({ id: organisations.id, closedAt: organisations.closedAt })
    .from(organisations)
    .where(eq(organisations.name, name));
  if (!found) throw new AppError("not-found", `No organisation is named "${name}".`);
  if (found.closedAt) throw new AppError("conflict", `The organisation "${name}" is closed.`);
  return found.id;
}
