import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

type Line = Readonly<Record<string, unknown>>;

const at = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`);

/** What master data and the ledger hold of a rider; times in ms since epoch. */
export async function heldInDatabase(transaction: Database, riderId: string): Promise<readonly Line[]> {
  const id = sql`${riderId}::uuid`;
  const parts = [
    sql`select 'rider' as kind, r.id as rider_id, r.reference, o.name as organisation, ${at("r.created_at")} as created_at
      from riders r join organisations o on o.id = r.organisation_id where r.id = ${id}`,
    sql`select 'ownership' as kind, bike_id, ${at("valid_from")} as "from", ${at("valid_to")} as "to",
      ${at("entered_at")} as entered_at, ${at("voided_at")} as voided_at
      from ownership_periods where rider_id = ${id} order by bike_id, valid_from nulls first`,
    sql`select 'consent' as kind, position::float8 as position, purpose, decision, ${at("decided_at")} as decided_at,
      ${at("effective_at")} as effective_at, ${at("recorded_at")} as recorded_at, notice_version, language, channel, evidence
      from consent_entries where rider_id = ${id} order by position`,
    sql`select 'attribution' as kind, bike_id, ${at("from_at")} as "from", ${at("to_at")} as "to", upload_id,
      ${at("recorded_at")} as recorded_at from attributions where rider_id = ${id} order by from_at, bike_id`,
    sql`select 'erasure' as kind, id, reason, ${at("asked_at")} as asked_at from erasures where rider_id = ${id} order by asked_at`,
  ];
  const lines: Line[] = [];
  for (const part of parts) lines.push(...(await transaction.execute(part)));
  return lines;
}
