import { sql } from "drizzle-orm";
import { z } from "zod";
import { namesOf } from "@/lib/audit/names-of";
import type { Database } from "@/lib/db/client";
import { CONSENT_DECISIONS } from "@/lib/domain/consent";

const atMs = z.coerce.date().transform((date) => date.getTime());

const Row = z.object({
  position: z.coerce.number(),
  riderId: z.string(),
  /** What the organisation calls the rider. */
  reference: z.string(),
  organisation: z.string(),
  /** As it was written; one that is asked for no more stays in the ledger. */
  purpose: z.string(),
  decision: z.enum(CONSENT_DECISIONS),
  decidedAtMs: atMs,
  effectiveAtMs: atMs,
  recordedAtMs: atMs,
  noticeVersion: z.number(),
  language: z.string(),
  channel: z.string(),
  /** `user:<id>` or `api-client:<id>`. */
  recordedBy: z.string(),
  evidence: z.string().nullable(),
  hash: z.string(),
});

/** An entry of the ledger; times in ms since epoch. */
export type LedgerEntry = z.infer<typeof Row> & {
  /** Name of who recorded it, where it has one. */
  readonly recorder: string | null;
};

/** Entries that fit, newest first. @param fits a condition on `e`, the entry. */
export async function readEntries(
  transaction: Database,
  fits: ReturnType<typeof sql>,
  limit: number,
): Promise<LedgerEntry[]> {
  const rows = await transaction.execute(sql`
    select e.position, e.rider_id as "riderId", r.reference, o.name as organisation, e.purpose, e.decision,
      e.decided_at as "decidedAtMs", e.effective_at as "effectiveAtMs", e.recorded_at as "recordedAtMs", e.notice_version as "noticeVersion", e.language,
      e.channel, e.recorded_by as "recordedBy", e.evidence, e.hash
    from consent_entries e join riders r on r.id = e.rider_id join organisations o on o.id = e.organisation_id
    where ${fits} order by e.position desc limit ${limit}`);
  const entries = rows.map((row) => Row.parse(row));
  const names = await namesOf(
    entries.map(({ recordedBy }) => recordedBy),
    transaction,
  );
  return entries.map((entry) => ({ ...entry, recorder: names.get(entry.recordedBy) ?? null }));
}
