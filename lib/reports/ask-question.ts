import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { PURPOSES } from "@/lib/domain/consent";
import { requireAnalyst } from "./analyst";
import { type AskedQuestion, QUESTION_USES } from "./asked-question";
import { mintQuestion } from "./mint-question";

export const AskQuestionInput = z.object({
  definition: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/),
  purpose: z.enum(PURPOSES),
  from: z.iso.date(),
  to: z.iso.date(),
  groupings: z.array(z.string().max(64)).max(4),
  compares: z.boolean(),
  use: z.enum(QUESTION_USES),
});

const Row = z.object({ task: z.string(), ends_at: z.coerce.date() });

/**
 * Keeps who asks for which figures, for what, and gives the question back, which alone opens them; null where the purpose is
 * not signed, or was more than twelve hours ago.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function askQuestion(
  author: Author,
  input: z.input<typeof AskQuestionInput>,
  stores?: MasterData,
): Promise<AskedQuestion | null> {
  const { id } = requireAnalyst(author);
  const question = parseInput(AskQuestionInput, input);
  const { definition, purpose, from, to, groupings, compares, use } = question;
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        with signature as (
          select id, user_id, purpose, task, ends_at from report_signatures
          where user_id = ${id} and purpose = ${purpose} and ends_at > now() order by ends_at desc limit 1
        ), kept as (
          insert into report_queries
            (signature_id, user_id, purpose, definition, from_day, to_day, groupings, compares, use)
          select id, user_id, purpose, ${definition}::text, ${from}::date, ${to}::date,
            ${sql.param(groupings)}::text[], ${compares}::boolean, ${use}::text from signature
          returning signature_id
        )
        select s.task, s.ends_at from signature s join kept k on k.signature_id = s.id`),
    stores,
  );
  if (rows[0] === undefined) return null;
  const { task, ends_at } = Row.parse(rows[0]);
  return mintQuestion({ ...question, task, signedUntilMs: ends_at.getTime() });
}
