import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { mayAskForChecks, requireRight } from "../who";

export const AskCheckInput = z.object({
  /** Of a receipt; all of them, if left out. */
  receiptId: z.int().min(1).optional(),
});

/**
 * Asks the worker to look now whether anything is left of what was purged; what it finds it removes, and the receipt says so.
 * @returns how many receipts are looked at.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `unavailable`.
 */
export async function askCheck(
  author: Author,
  input: z.input<typeof AskCheckInput> = {},
  stores?: MasterData,
): Promise<{ readonly receipts: number }> {
  requireRight(author, mayAskForChecks);
  const { receiptId = null } = parseInput(AskCheckInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const asked = await transaction.execute(sql`
        insert into purge_checks_due (receipt_id, due_at, asked_by)
        select id, clock_timestamp(), ${nameOfAuthor(author)} from purge_receipts
        where ${receiptId}::bigint is null or id = ${receiptId}::bigint returning receipt_id`);
      if (receiptId !== null && asked.length === 0)
        throw new AppError("not-found", "No receipt has this number.");
      await record(transaction, {
        author,
        verb: "ask-check",
        subject: receiptId === null ? "purges" : `purge-receipt:${receiptId}`,
        details: { receipts: asked.length },
      });
      return { receipts: asked.length };
    },
    stores,
  );
}
