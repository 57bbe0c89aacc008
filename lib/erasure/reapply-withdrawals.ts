import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import type { ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { senderOf } from "./withdraw-all";

/** A moment that the ledger takes for a decision, days: it takes 400. */
const LATELY_DAYS = 390;

const Lost = z.object({ place: z.number(), decidedAt: z.string().nullable() });

/**
 * Withdraws again what the ledger does not know to be withdrawn: where a grant stands that was recorded before the withdrawal.
 * What was granted again after that, and after the backup, is lost, and does not count: unknown is no.
 * @returns how many consents.
 */
export async function reapplyWithdrawals(
  transaction: Database,
  author: Author,
  told: readonly ToldWithdrawal[],
): Promise<number> {
  const rows = await transaction.execute(sql`
    select t.place, case when t.effective > extract(epoch from now() - make_interval(days => ${LATELY_DAYS})) * 1000
        then to_json(to_timestamp(t.effective / 1000.0)) #>> '{}' end as "decidedAt"
    from jsonb_to_recordset(${JSON.stringify(told.map((one, place) => ({ ...one, place })))}::text::jsonb)
      as t (place int, id uuid, rider uuid, purpose text, effective bigint, recorded bigint)
    cross join lateral (
      select e.decision, e.recorded_at from consent_entries e where e.rider_id = t.rider and e.purpose = t.purpose
      order by e.position desc limit 1
    ) as last
    where last.decision = 'granted' and last.recorded_at < to_timestamp((t.recorded + 1) / 1000.0)
      and not exists (select from consent_entries e where e.rider_id = t.rider and e.id = t.id)
    order by t.place`);
  if (rows.length === 0) return 0;
  const sender = await senderOf(transaction, author);
  for (const row of rows) {
    const { place, decidedAt } = Lost.parse(row);
    const one = told[place];
    if (!one) continue;
    const sent = JSON.stringify({
      ...{
        id: one.id,
        rider_id: one.rider,
        purpose: one.purpose,
        decision: "withdrawn",
        decided_at: decidedAt,
      },
      ...{ notice_version: one.notice, language: one.language, channel: "letter" },
      ...{ recorded_by: nameOfAuthor(author), evidence: "its record in the topic of withdrawals" },
    });
    await transaction.execute(sql`select append_consent(${sender}::uuid, ${sent}::text::jsonb)`);
  }
  return rows.length;
}
