import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/** A search for the pseudonyms of a receipt that is to be made. */
export interface DueCheck {
  readonly id: string;
  readonly receiptId: string;
  readonly riderId: string;
  readonly pseudonyms: readonly string[];
}

const Row = z.object({
  id: z.string(),
  receiptId: z.string(),
  riderId: z.string(),
  pseudonyms: z.array(z.string()),
});

/** One that is due and that nobody makes, held until the transaction ends; null where there is none. */
export async function takeCheck(transaction: Database): Promise<DueCheck | null> {
  const [row] = await transaction.execute(sql`
    select d.id::text, r.id::text as "receiptId", r.rider_id as "riderId", r.pseudonyms
    from purge_checks_due d join purge_receipts r on r.id = d.receipt_id
    where d.due_at <= clock_timestamp() order by d.due_at limit 1 for update of d skip locked`);
  return row ? Row.parse(row) : null;
}

/**
 * Keeps what a check found. Where it found nothing, and nothing was found for an hour, the pseudonyms are excluded no longer;
 * where it found something, they are again, and are looked for an hour later once more.
 */
export async function keepCheck(
  transaction: Database,
  { id, receiptId }: DueCheck,
  stream: string,
  found: number,
): Promise<void> {
  const streams = JSON.stringify([{ stream, found }]);
  await transaction.execute(sql`
    with due as (delete from purge_checks_due where id = ${id}::bigint returning asked_by)
    insert into purge_checks (receipt_id, streams, found, asked_by, checked_at)
    select ${receiptId}::bigint, ${streams}::text::jsonb, ${found}::int, asked_by, clock_timestamp() from due`);
  if (found > 0) {
    await transaction.execute(sql`
      insert into purged_pseudonyms (pseudonym, purpose, receipt_id)
      select p, r.purpose, r.id from purge_receipts r, unnest(r.pseudonyms) as p where r.id = ${receiptId}::bigint
      on conflict do nothing`);
    await transaction.execute(sql`
      insert into purge_checks_due (receipt_id, due_at) values (${receiptId}::bigint, clock_timestamp() + interval '1 hour')`);
    return;
  }
  await transaction.execute(sql`
    delete from purged_pseudonyms p using purge_receipts r
    where p.receipt_id = ${receiptId}::bigint and r.id = p.receipt_id
      and r.done_at <= clock_timestamp() - interval '1 hour'
      and not exists (select from purge_checks c where c.receipt_id = r.id and c.found > 0
        and c.checked_at > clock_timestamp() - interval '1 hour')`);
}
