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
    }
  /** An entry of the audit tells of none of the ledger in a way that can be read. */
  | { readonly kind: "unreadable"; readonly auditId: number };

/** Before the first entry. */
const NOTHING = "0".repeat(64);
/** Entries in one statement: well within the time that a statement has. */
const STRETCH = 50_000;

/** Of rows of the audit: the first that names an entry that is not there, or is another; without a position none at all. */
const Audited = z.object({
  last_id: z.coerce.number().nullable(),
  broken_id: z.coerce.number().nullable(),
  position: z.coerce.number().nullable(),
  is_there: z.boolean().nullable(),
});
const Stretch = z.object({
  entries: z.coerce.number(),
  last_hash: z.string().nullable(),
  broken_at: z.coerce.number().nullable(),
  is_there: z.boolean().nullable(),
  is_unchanged: z.boolean().nullable(),
  is_linked: z.boolean().nullable(),
});

/**
 * Hashes the whole ledger again, counts its positions, and compares it with the audit both ways: each entry has a row there,
 * and each row an entry with its hash. Names the first that does not fit.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function checkLedger(author: Author, stores?: MasterData): Promise<LedgerVerdict> {
  requireRight(author, mayCheckLedger);
  const ask = <T>(work: (transaction: Database) => Promise<T>) => asAuthor(author, work, stores);
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
  for (let afterId = 0; ; ) {
    const from = afterId;
    const audited = await ask((transaction) => compareWithAudit(transaction, from));
    if (audited.broken_id !== null) {
      const { position, is_there } = audited;
      if (position === null) return { kind: "unreadable", auditId: audited.broken_id };
      const entries = Math.min(position - 1, last.position);
      return { kind: "broken", entries, position, fault: is_there ? "changed" : "missing" };
    }
    if (audited.last_id === null) return { kind: "whole", entries: last.position, lastHash: last.hash };
    afterId = audited.last_id;
  }
}

const faultOf = ({ is_there, is_unchanged, is_linked }: z.infer<typeof Stretch>): LedgerFault => {
  if (!is_there) return "missing";
  if (!is_unchanged) return "changed";
  return is_linked ? "unaudited" : "unlinked";
};

/** The next entries: those before the first fault fit; at the fault, whether an entry of that position is there at all. */
async function checkStretch(
  transaction: Database,
  last: { readonly position: number; readonly hash: string },
) {
  const rows = await transaction.execute(sql`
    with stretch as (
      select * from consent_entries where position > ${last.position} order by position limit ${STRETCH}
    ), hashed as (
      select position, hash, previous_hash, exists (select from audit a
          where a.verb = 'record-consent' and a.details ->> 'entry' = stretch.position::text) as is_audited, hash = consent_hash(stretch::consent_entries) as is_unchanged,
        lag(hash, 1, ${last.hash}::text) over (order by position) as hash_before,
        ${last.position}::bigint + row_number() over (order by position) as due
      from stretch
    ), broken as (
      select due, position = due as is_there, is_unchanged, previous_hash = hash_before as is_linked from hashed
      where position <> due or not is_unchanged or previous_hash <> hash_before or not is_audited order by due limit 1
    )
    select (select count(*) from hashed) as entries, (select hash from hashed order by position desc limit 1) as last_hash,
      (select due from broken) as broken_at, (select is_there from broken) as is_there,
      (select is_unchanged from broken) as is_unchanged, (select is_linked from broken) as is_linked`);
  return Stretch.parse(rows[0]);
}

/** A chain may be whole and yet shorter than it was, or another one: the audit has each of its entries, too. */
async function compareWithAudit(transaction: Database, afterId: number): Promise<z.infer<typeof Audited>> {
  const rows = await transaction.execute(sql`
    with stretch as (
      select id, details ->> 'hash' as hash,
        case when details ->> 'entry' ~ '^[1-9][0-9]{0,14}$' then (details ->> 'entry')::bigint end as position
      from audit where verb = 'record-consent' and id > ${afterId} order by id limit ${STRETCH}
    ), broken as (
      select s.id, case when s.hash is not null then s.position end as position, e.position is not null as is_there
      from stretch s left join consent_entries e on e.position = s.position
      where s.hash is distinct from e.hash or e.hash is null order by s.id limit 1
    )
    select (select max(id) from stretch) as last_id, (select id from broken) as broken_id,
      (select position from broken) as position, (select is_there from broken) as is_there`);
  return Audited.parse(rows[0]);
}
