import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { requireAnalyst } from "./analyst";

export const RemoveViewInput = z.object({ id: z.uuid() });

/** Takes one's own view off the list. @throws AppError `not-found`, `forbidden`, `invalid`, `unavailable`. */
export async function removeView(
  author: Author,
  input: z.input<typeof RemoveViewInput>,
  stores?: MasterData,
): Promise<void> {
  const analyst = requireAnalyst(author);
  const { id } = parseInput(RemoveViewInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        update report_views set removed_at = now()
        where id = ${id}::uuid and user_id = ${analyst.id} and removed_at is null returning id`);
      if (rows.length === 0) throw new AppError("not-found", "You have no such view.");
      await record(transaction, { author, verb: "remove-view", subject: `report-view:${id}` });
    },
    stores,
  );
}
