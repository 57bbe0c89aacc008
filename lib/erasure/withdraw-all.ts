import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Author, nameOfAuthor } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

const Standing = z.object({ purpose: z.string(), noticeVersion: z.number(), language: z.string() });
const Appended = z.object({ position: z.coerce.number() });

/**
 * Appends to the ledger that a rider takes back whatever stands of the rider's consent.
 * @returns positions of what was appended.
 */
export async function withdrawAll(
  transaction: Database,
  author: Author,
  withdrawal: { readonly riderId: string; readonly channel: string; readonly evidence: string },
): Promise<number[]> {
  const { riderId, channel, evidence } = withdrawal;
  const rows = await transaction.execute(sql`
    select distinct on (purpose) purpose, notice_version as "noticeVersion", language, decision
    from consent_entries where rider_id = ${riderId}::uuid order by purpose, position desc`);
  const granted = rows.filter(({ decision }) => decision === "granted").map((row) => Standing.parse(row));
  const sender = await senderOf(transaction, author);
  const positions: number[] = [];
  for (const { purpose, noticeVersion, language } of granted) {
    const sent = JSON.stringify({
      ...{ id: randomUUID(), rider_id: riderId, purpose, decision: "withdrawn", decided_at: null },
      ...{ notice_version: noticeVersion, language, channel, recorded_by: nameOfAuthor(author), evidence },
    });
    const [row] = await transaction.execute(
      sql`select append_consent(${sender}::uuid, ${sent}::text::jsonb) ->> 'position' as position`,
    );
    positions.push(Appended.parse(row).position);
  }
  return positions;
}

/** Whose entries those of an author are: its organisation's, at the console the one that runs the service. */
export async function senderOf(transaction: Database, author: Author): Promise<string> {
  if (author.kind === "user") return author.organisation.id;
  const [maker] = await transaction.execute<{ id: string }>(
    sql`select id from organisations where kind = 'maker' order by created_at limit 1`,
  );
  if (!maker) throw new AppError("conflict", "Expected an organisation that runs the service, got none.");
  return maker.id;
}
