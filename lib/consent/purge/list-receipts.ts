import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { namesOf } from "@/lib/audit/names-of";
import { parseInput } from "@/lib/audit/parse-input";
import { mayCheckLedger, requireRight } from "../who";

export const ListReceiptsInput = z.object({
  /** Of one rider. */
  riderId: z.uuid().optional(),
  /** Receipts before this one. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});

const atMs = z.number();
const Check = z.object({
  checkedAtMs: atMs,
  found: z.number(),
  /** As the audit names who asked for it; null for the one an hour later. */
  askedBy: z.string().nullable(),
});
const Row = z.object({
  id: z.coerce.number(),
  riderId: z.string(),
  /** What the organisation calls the rider. */
  reference: z.string(),
  organisation: z.string(),
  purpose: z.string(),
  /** Of the withdrawal in the ledger. */
  position: z.coerce.number(),
  pseudonyms: z.array(z.string()),
  streams: z.array(z.object({ stream: z.string(), before: z.number(), after: z.number() })),
  keysDestroyed: z.number(),
  askedAtMs: atMs,
  begunAtMs: atMs,
  doneAtMs: atMs,
  /** Newest first. */
  checks: z.array(Check),
  /** Checks that were asked for and are not made. */
  checksDue: z.number(),
  /** Whether no computation uses a document of these pseudonyms, were there one. */
  isExcluded: z.boolean(),
});
type Row = z.infer<typeof Row>;

/** That a withdrawal was purged, and what was found when it was looked for again; times in ms since epoch. */
export interface PurgeReceipt extends Row {
  readonly checks: (z.infer<typeof Check> & { readonly asker: string | null })[];
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** Receipts of purges, newest first. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function listReceipts(
  author: Author,
  input: z.input<typeof ListReceiptsInput> = {},
  stores?: MasterData,
): Promise<{ readonly receipts: readonly PurgeReceipt[]; readonly olderThan: number | null }> {
  requireRight(author, mayCheckLedger);
  const { riderId = null, before = null, limit } = parseInput(ListReceiptsInput, input);
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        select p.id, p.rider_id as "riderId", r.reference, o.name as organisation, p.purpose, p.position, p.pseudonyms, p.streams,
          p.keys_destroyed as "keysDestroyed", ${ms("p.asked_at")} as "askedAtMs", ${ms("p.begun_at")} as "begunAtMs",
          ${ms("p.done_at")} as "doneAtMs",
          coalesce((select jsonb_agg(jsonb_build_object('checkedAtMs', ${ms("c.checked_at")}, 'found', c.found,
            'askedBy', c.asked_by) order by c.id desc) from purge_checks c where c.receipt_id = p.id), '[]') as checks,
          (select count(*)::int from purge_checks_due d where d.receipt_id = p.id and d.due_at <= now()) as "checksDue",
          exists (select from purged_pseudonyms e where e.receipt_id = p.id) as "isExcluded"
        from purge_receipts p join riders r on r.id = p.rider_id join organisations o on o.id = r.organisation_id
        where (${riderId}::uuid is null or p.rider_id = ${riderId}::uuid) and (${before}::bigint is null or p.id < ${before}::bigint)
        order by p.id desc limit ${limit + 1}`);
      const found = rows.map((row) => Row.parse(row));
      const askers = found.flatMap(({ checks }) => checks.flatMap(({ askedBy }) => askedBy ?? []));
      const names = await namesOf(askers, transaction);
      const receipts = found.slice(0, limit).map((row) => ({
        ...row,
        checks: row.checks.map((check) => ({ ...check, asker: names.get(check.askedBy ?? "") ?? null })),
      }));
      return { receipts, olderThan: found.length > limit ? (receipts.at(-1)?.id ?? null) : null };
    },
    stores,
  );
}
