import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { requireAnalyst } from "./analyst";

export const GetViewInput = z.object({ id: z.uuid() });

const Row = z.object({
  name: z.string(),
  definition: z.string(),
  query: z.string(),
  owner: z.string(),
  is_own: z.boolean(),
});
/** A saved view and whose it is. */
export type SharedView = z.infer<typeof Row>;

/** A view by its link, whoever saved it; null where there is none, or no more. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function getView(
  author: Author,
  input: z.input<typeof GetViewInput>,
  stores?: MasterData,
): Promise<SharedView | null> {
  const analyst = requireAnalyst(author);
  const { id } = parseInput(GetViewInput, input);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select v.name, v.definition, v.query, u.name as owner, v.user_id = ${analyst.id}::uuid as is_own
        from report_views v join users u on u.id = v.user_id where v.id = ${id}::uuid and v.removed_at is null`),
    stores,
  );
  return rows[0] === undefined ? null : Row.parse(rows[0]);
}
