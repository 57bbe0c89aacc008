import { inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { organisations } from "@/lib/db/schema";

/** Ids of the organisations with these names; names that nobody has are left out. */
export async function organisationsByName(
  names: readonly string[],
  db: Pick<Database, "select">,
): Promise<Map<string, string>> {
  const found = await db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.name, [...names]));
  return new Map(found.map(({ id, name }) => [name, id]));
}
