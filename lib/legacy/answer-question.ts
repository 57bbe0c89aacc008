import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData, tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";

const AnswerQuestionInput = z.object({
  id: z.number().int().positive(),
  answer: z.string().trim().min(2, "expected an answer").max(2_000),
});

/**
 * An OEM answers what a steward asked of it; a later answer replaces the one before, until the steward has decided.
 * @throws AppError `forbidden`, `invalid`, `not-found` (no question of this OEM's is open by this number).
 */
export async function answerQuestion(
  author: Author,
  input: z.input<typeof AnswerQuestionInput>,
  stores: MasterData = masterData(),
): Promise<void> {
  requireOem(author);
  const { id, answer } = parseInput(AnswerQuestionInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const [answered] = await transaction.execute(sql`
        update contradictions set answer = ${answer}, answered_at = now()
        where id = ${id} and asked_at is not null and decided_at is null returning id`);
      if (!answered) throw new AppError("not-found", "There is no such open question.");
      await record(transaction, {
        author,
        verb: "answer-question",
        subject: `contradiction:${id}`,
        details: { answer },
      });
    },
    stores,
  );
}

/** Lets pass people of an OEM with role oem. @throws AppError `forbidden`. */
export function requireOem(author: Author): void {
  const isOem =
    author.kind === "user" &&
    tenantOf(author) !== null &&
    author.organisation.kind === "oem" &&
    author.roles.includes("oem");
  if (!isOem) throw new AppError("forbidden", "Expected role oem of an OEM.");
}
