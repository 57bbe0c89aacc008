import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { Database } from "@/lib/db/client";
import type { LedgerFault } from "@/lib/domain/ledger-faults";
import { mayCheckLedger, requireRight } from "./who";

export type LedgerVerdict =
  | { readonly kind: "whole"; readonly entries: number; readonly lastHash: string }
  | {
      readonly kind: "broken";
      /** Entries before it that fit. */
      readonly entries: number;
      readonly position: number;
      readonly fault: LedgerFault;
    };

/** Before the first entry. */
const NOTHING = "0".repeat(64);
/** Entries in one statement: well within the time that a statement has. */
const STRETCH = 50_000;

/** The newest entry that the audit knows of, which the end of the ledger would not miss. */
const Audited = z.object({ position: z.coerce.number(), hash: z.string() });
const Stretch = z.object({
  entries: z.coerce.number(),
  last_hash: z.string().nullable(),
  broken_at: z.coerce.number().nullable(),
  is_there: z.boolean().nullable(),
  is_unchanged: z.boolean().nullable(),
});

/**
 * Hashes the whole ledger again, counts its positions, and compares its end with what the audit has; names the first entry
 * that does not fit.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function checkLedger(author: Author, stores?: MasterData): Promise<LedgerVerdict> {
  requireRight(author, mayCheckLedger);
  const ask = <T>(work: (transaction: Database) => Promise<T>) => asAuthor(author, work, stores);
  // Before the ledger, which only grows: what the audit has now must be found there.
  const audited = await ask(newestAudited);
  let last = { position: 0, hash: NOTHING };
  for (;;) {
    const from = last;
    const stretch = await ask((transaction) => checkStretch(transaction, from));
    if (stretch.broken_at !== null)
      return {
        kind: "broken",
        entries: stretch.broken_at - 1,
        position: stretch.broken_at,
        fault: faultOf(stretch),
      };
    if (stretch.last_hash === null) break;
    last = { position: last.position + stretch.entries, hash: stretch.last_hash };
  }
  const fault = audited === null ? null : await ask((transaction) => differsFromAudit(transaction, audited));
  if (audited !== null && fault !== null) {
    const position = fault === "missing" ? last.position + 1 : audited.position;
    return { kind: "broken", entries: position - 1, position, fault };
  }
  return { kind: "whole", entries: last.position, lastHash: last.hash };
}

const faultOf = ({ is_there, is_unchanged }: z.infer<typeof Stretch>): LedgerFault => {
  if (!is_there) return "missing";
  return is_unchanged ? "unlinked" : "changed";
};

async function newestAudited(transaction: Database): Promise<z.infer<typeof Audited> | null> {
  const [row] = await transaction.execute(sql`
    select details ->> 'entry' as position, details ->> 'hash' as hash from audit
    where verb = 'record-consent' order by id desc limit 1`);
  return row ? Audited.parse(row) : null;
}

/** The next entries: those before the first fault fit; at the fault, whether an entry of that position is there at all. */
async function checkStretch(
  transaction: Database,
  last: { readonly position: number; readonly hash: string },
) {
  const rows = await transaction.execute(sql`
    with stretch as (
      select * from consent_entries where position > ${last.position} order by position limit ${STRETCH}
    ), hashed as (
      select position, hash, previous_hash, hash = consent_hash(stretch::consent_entries) as is_unchanged,
        lag(hash, 1, ${last.hash}::text) over (order by position) as hash_before,
        ${last.position}::bigint + row_number() over (order by position) as due
      from stretch
    ), broken as (
      select due, position = due as is_there, is_unchanged from hashed
      where position <> due or not is_unchanged or previous_hash <> hash_before order by due limit 1
    )
    select (select count(*) from hashed) as entries, (select hash from hashed order by position desc limit 1) as last_hash,
      (select due from broken) as broken_at, (select is_there from broken) as is_there,
      (select is_unchanged from broken) as is_unchanged`);
  return Stretch.parse(rows[0]);
}

/** A chain may be whole and yet shorter than it was, or another one: the audit has its end, too. */
async function differsFromAudit(
  transaction: Database,
  { position, hash }: z.infer<typeof Audited>,
): Promise<LedgerFault | null> {
  const [entry] = await transaction.execute<{ hash: string }>(
    sql`select hash from consent_entries where position = ${position}`,
  );
  if (!entry) return "missing";
  return entry.hash === hash ? null : "changed";
}
