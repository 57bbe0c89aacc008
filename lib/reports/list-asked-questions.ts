import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { contains } from "@/lib/db/contains";
import { PURPOSES } from "@/lib/domain/consent";
import { QUESTION_USES } from "./asked-question";

export const ListAskedQuestionsInput = z.object({
  /** Part of a name or e-mail address. */
  person: z.string().trim().max(120).optional(),
  purpose: z.enum(PURPOSES).optional(),
  definition: z.string().max(64).optional(),
  fromMs: z.number().optional(),
  /** Those before this one. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});

const Row = z.object({
  id: z.coerce.number(),
  definition: z.string(),
  purpose: z.string(),
  from_day: z.string(),
  to_day: z.string(),
  groupings: z.array(z.string()),
  compares: z.boolean(),
  use: z.enum(QUESTION_USES),
  asked_at: z.coerce.date().transform((date) => date.getTime()),
  task: z.string(),
  signed_at: z.coerce.date().transform((date) => date.getTime()),
  name: z.string(),
  email: z.string(),
});
/** Who asked for which figures, and what they had signed. Times in ms since epoch. */
export type ListedQuestion = z.infer<typeof Row>;

/**
 * Questions for figures, newest first, with the number that older ones are asked with: for privacy officers.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function listAskedQuestions(
  author: Author,
  input: z.input<typeof ListAskedQuestionsInput> = {},
  stores?: MasterData,
): Promise<{ readonly questions: readonly ListedQuestion[]; readonly olderThan: number | null }> {
  requireMaker(author, "privacy");
  const { person, purpose, definition, fromMs, before, limit } = parseInput(ListAskedQuestionsInput, input);
  const fits = [
    sql`true`,
    ...(person ? [sql`(${contains(sql`u.name`, person)} or ${contains(sql`u.email`, person)})`] : []),
    ...(purpose ? [sql`q.purpose = ${purpose}`] : []),
    ...(definition ? [sql`q.definition = ${definition}`] : []),
    ...(fromMs === undefined ? [] : [sql`q.asked_at >= ${new Date(fromMs).toISOString()}::timestamptz`]),
    ...(before === undefined ? [] : [sql`q.id < ${before}`]),
  ];
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select q.id, q.definition, q.purpose, q.from_day::text, q.to_day::text, q.groupings, q.compares, q.use,
          q.asked_at, s.task, s.signed_at, u.name, u.email
        from report_queries q join report_signatures s on s.id = q.signature_id join users u on u.id = q.user_id
        where ${sql.join(fits, sql` and `)} order by q.id desc limit ${limit + 1}`),
    stores,
  );
  const found = rows.map((row) => Row.parse(row));
  const questions = found.slice(0, limit);
  return { questions, olderThan: found.length > limit ? (questions.at(-1)?.id ?? null) : null };
}
