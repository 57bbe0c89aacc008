import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { requireAnalyst } from "./analyst";

export const SaveViewInput = z.object({
  name: z.string().trim().min(1, "expected a name").max(80, "expected at most 80 characters"),
  definition: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  /** What of the report's address says how it is shown, `range=last-4-weeks&by=model`. */
  query: z.string().max(600),
});

const Row = z.object({ id: z.string() });

/**
 * Keeps a way of looking at a report under a name.
 * @throws AppError `conflict` where one has a view of that name; `forbidden`, `invalid`, `unavailable`.
 */
export async function saveView(
  author: Author,
  input: z.input<typeof SaveViewInput>,
  stores?: MasterData,
): Promise<{ readonly id: string }> {
  const analyst = requireAnalyst(author);
  const { name, definition, query } = parseInput(SaveViewInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        insert into report_views (user_id, name, definition, query)
        values (${analyst.id}, ${name}, ${definition}, ${query})
        on conflict (user_id, lower(name)) where removed_at is null do nothing returning id`);
      if (rows[0] === undefined)
        throw new AppError("conflict", `Expected another name: you have a view called ${name}.`);
      const { id } = Row.parse(rows[0]);
      await record(transaction, {
        author,
        verb: "save-view",
        subject: `report-view:${id}`,
        details: { name, definition, query },
      });
      return { id };
    },
    stores,
  );
}
