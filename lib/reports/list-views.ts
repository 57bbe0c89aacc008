import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { requireAnalyst } from "./analyst";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  query: z.string(),
  created_at: z.coerce.date().transform((date) => date.getTime()),
});
/** A way of looking at a report under a name; when it was saved, ms since epoch. */
export type SavedView = z.infer<typeof Row>;

/** One's own views, by name. @throws AppError `forbidden`, `unavailable`. */
export async function listViews(author: Author, stores?: MasterData): Promise<SavedView[]> {
  const { id } = requireAnalyst(author);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select id, name, definition, query, created_at from report_views
        where user_id = ${id} and removed_at is null order by lower(name)`),
    stores,
  );
  return rows.map((row) => Row.parse(row));
}
