import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { requireOem } from "./answer-question";
import { CONTRADICTION_KINDS } from "./decide/contradictions";
import { ContradictionDetails } from "./store/open-contradiction";

const Row = z.object({
  id: z.coerce.number(),
  kind: z.enum(CONTRADICTION_KINDS),
  details: ContradictionDetails,
  question: z.string(),
  asked_at: z.coerce.date(),
  answer: z.string().nullable(),
  answered_at: z.coerce.date().nullable(),
});

export type Question = ReturnType<typeof questionOf>;

/** What stewards ask of an OEM, the oldest without an answer first; nothing of other OEMs' bikes is told. @throws AppError `forbidden`. */
export async function listQuestions(author: Author, stores: MasterData = masterData()): Promise<Question[]> {
  requireOem(author);
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select c.id, c.kind, s.details, c.reason as question, c.asked_at, c.answer, c.answered_at
        from sides_asked() s join contradictions c on c.id = s.id
        order by c.answered_at is not null, c.asked_at, c.id limit 200`),
    stores,
  );
  return rows.map((row) => questionOf(Row.parse(row)));
}

function questionOf({ id, kind, details, question, asked_at, answer, answered_at }: z.infer<typeof Row>) {
  const { fact, sides } = details;
  return { id, kind, fact, sides, question, askedAt: asked_at, answer, answeredAt: answered_at };
}
