import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { PURPOSES } from "@/lib/domain/consent";
import { requireAnalyst } from "./analyst";

export const SignPurposeInput = z.object({
  purpose: z.enum(PURPOSES),
  /** What the figures are for, in the analyst's words. */
  task: z
    .string()
    .trim()
    .min(5, "expected at least 5 characters")
    .max(300, "expected at most 300 characters"),
});

const Row = z.object({ id: z.coerce.number(), ends_at: z.coerce.date() });

/**
 * Signs that one looks at figures for this purpose only, for twelve hours; who, when and what for is kept for good.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function signPurpose(
  author: Author,
  input: z.input<typeof SignPurposeInput>,
  stores?: MasterData,
): Promise<{ readonly untilMs: number }> {
  const analyst = requireAnalyst(author);
  const { purpose, task } = parseInput(SignPurposeInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        insert into report_signatures (user_id, purpose, task) values (${analyst.id}, ${purpose}, ${task})
        returning id, ends_at`);
      const signature = Row.parse(rows[0]);
      await record(transaction, {
        author,
        verb: "sign-purpose",
        subject: `report-signature:${signature.id}`,
        reason: task,
        details: { purpose },
      });
      return { untilMs: signature.ends_at.getTime() };
    },
    stores,
  );
}
