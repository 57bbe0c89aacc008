import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { Why } from "../inputs";
import { maySupport, requireRight } from "../who";

export const CloseCaseInput = z.strictObject({
  id: z.coerce.number().int().positive(),
  /** How it ended. */
  reason: Why,
});

const Case = z.object({ bike_id: z.string(), closed: z.boolean() });

/**
 * Ends a case of a bike: it stays in the bike's story and in the counts of cases.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (it is closed already).
 */
export async function closeCase(
  author: Author,
  input: z.input<typeof CloseCaseInput>,
  stores?: MasterData,
): Promise<void> {
  requireRight(author, maySupport);
  const { id, reason } = parseInput(CloseCaseInput, input);
  await asAuthor(
    author,
    async (transaction) => {
      const [found] = await transaction.execute(
        sql`select bike_id, closed_at is not null as closed from support_cases where id = ${id} for update`,
      );
      if (!found) throw new AppError("not-found", `There is no case ${id}.`);
      const { bike_id, closed } = Case.parse(found);
      if (closed) throw new AppError("conflict", "This case is closed already.");
      const at = new Date().toISOString();
      await transaction.execute(
        sql`update support_cases set closed_at = ${at}::timestamptz where id = ${id}`,
      );
      const entry = { author, verb: "close-case", subject: `bike:${bike_id}`, reason };
      await record(transaction, { ...entry, details: { case: id, at } });
    },
    stores,
  );
}
