import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** The names of OEMs, which bikes are of, by their ids. */
export async function namesOfOrganisations(transaction: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.execute<{ id: string; name: string }>(
    sql`select id, name from organisations where kind = 'oem'`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
