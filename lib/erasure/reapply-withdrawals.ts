import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import type { ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { AppError } from "@/lib/errors";
import { senderOf } from "./withdraw-all";

/** A moment that the ledger takes for a decision, days: it takes 400. */
const LATELY_DAYS = 390;

const Lost = z.object({ place: z.number(), decidedAt: z.string().nullable() });
const Appended = z.object({ rider_id: z.string(), is_new: z.boolean() });

/**
 * The id under which a told withdrawal is appended again: senders each choose theirs, so that one that was told may be another
 * rider's with whoever appends it. A UUID of version 8 (RFC 9562).
 */
export function idOfReapplied({
  rider,
  purpose,
  id,
}: Pick<ToldWithdrawal, "rider" | "purpose" | "id">): string {
  const bytes = createHash("sha256")
    .update(`${rider.toLowerCase()} ${id.toLowerCase()} ${purpose}`)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Withdraws again what the ledger does not know to be withdrawn: where a grant stands that was recorded before the withdrawal.
 * What was granted again after that, and after the backup, is lost, and does not count: unknown is no.
 * @returns how many consents.
 * @throws AppError `conflict` where the ledger appended none of them.
 */
export async function reapplyWithdrawals(
  transaction: Database,
  author: Author,
  told: readonly ToldWithdrawal[],
): Promise<number> {
  const rows = await transaction.execute(sql`
    select t.place, case when t.effective > extract(epoch from now() - make_interval(days => ${LATELY_DAYS})) * 1000
        then to_json(to_timestamp(t.effective / 1000.0)) #>> '{}' end as "decidedAt"
    from jsonb_to_recordset(${JSON.stringify(told.map((one, place) => ({ ...one, place, again: idOfReapplied(one) })))}::text::jsonb)
      as t (place int, id uuid, again uuid, rider uuid, purpose text, effective bigint, recorded bigint)
    cross join lateral (
      select e.decision, e.recorded_at from consent_entries e where e.rider_id = t.rider and e.purpose = t.purpose
      order by e.position desc limit 1
    ) as last
    where last.decision = 'granted' and last.recorded_at < to_timestamp((t.recorded + 1) / 1000.0)
      and not exists (select from consent_entries e where e.rider_id = t.rider and e.purpose = t.purpose and e.id in (t.id, t.again))
    order by t.place`);
  if (rows.length === 0) return 0;
  const sender = await senderOf(transaction, author);
  for (const row of rows) {
    const { place, decidedAt } = Lost.parse(row);
    const one = told[place];
    if (!one) continue;
    const sent = JSON.stringify({
      ...{
        id: idOfReapplied(one),
        rider_id: one.rider,
        purpose: one.purpose,
        decision: "withdrawn",
        decided_at: decidedAt,
      },
      ...{ notice_version: one.notice, language: one.language, channel: "letter" },
      ...{ recorded_by: nameOfAuthor(author), evidence: "its record in the topic of withdrawals" },
    });
    const [answer] = await transaction.execute(
      sql`select append_consent(${sender}::uuid, ${sent}::text::jsonb) as entry`,
    );
    const entry = Appended.safeParse(answer?.entry).data;
    if (!entry?.is_new || entry.rider_id !== one.rider.toLowerCase())
      throw new AppError(
        "conflict",
        "Expected the ledger to append a withdrawal, got another entry or none.",
      );
  }
  return rows.length;
}
