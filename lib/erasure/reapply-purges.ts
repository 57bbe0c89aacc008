import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import { askForWhole } from "@/lib/consent/projection/whole-projection";
import type { Database } from "@/lib/db/client";

/**
 * Excludes whatever was ever purged until it was looked for again, has all rides projected anew, and has all withdrawals told
 * to their topic once more, which may have been lost as well.
 * @returns of how many receipts it is looked again.
 */
export async function reapplyPurges(transaction: Database, author: Author): Promise<number> {
  await transaction.execute(sql`
    insert into purged_pseudonyms (pseudonym, purpose, receipt_id)
    select p, r.purpose, r.id from purge_receipts r, unnest(r.pseudonyms) as p on conflict do nothing`);
  const [row] = await transaction.execute(sql`
    with asked as (
      insert into purge_checks_due (receipt_id, due_at, asked_by)
      select id, clock_timestamp(), ${nameOfAuthor(author)} from purge_receipts returning 1
    ) select count(*)::int as count from asked`);
  await askForWhole(transaction);
  await transaction.execute(sql`update told_withdrawals set position = 0`);
  return z.number().parse(row?.count);
}
