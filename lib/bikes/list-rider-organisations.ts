import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { mayAssign, requireRight } from "./who";

const Organisation = z.object({ id: z.string(), name: z.string() });

/** Organisations whose app riders may use, by name. @throws AppError `forbidden`, `unavailable`. */
export async function listRiderOrganisations(
  author: Author,
  stores?: MasterData,
): Promise<readonly z.infer<typeof Organisation>[]> {
  requireRight(author, mayAssign);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(
        sql`select id, name from organisations where closed_at is null order by name limit 1000`,
      ),
    stores,
  );
  return rows.map((row) => Organisation.parse(row));
}
