import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "@/lib/db/client";
import { audit } from "@/lib/db/schema";
import { type Author, requireMaker } from "./author";

export type ChainVerdict =
  | { readonly kind: "whole"; readonly entries: number; readonly lastHash: string }
  | {
      readonly kind: "broken";
      /** Entries before it that fit. */
      readonly entries: number;
      readonly id: number;
      /** `changed`: it is not what was written. `unlinked`: it does not follow the entry that stands before it. */
      readonly fault: "changed" | "unlinked";
    };

/** Before the first entry. */
const NOTHING = "0".repeat(64);
/** Entries in one statement: well within the time that a statement has. */
const STRETCH = 50_000;

const Row = z.object({
  entries: z.coerce.number(),
  last_id: z.coerce.number().nullable(),
  last_hash: z.string().nullable(),
  broken_id: z.coerce.number().nullable(),
  entries_before: z.coerce.number(),
  changed: z.boolean().nullable(),
});

/**
 * Hashes the whole audit again and names the first entry that does not fit. Entries that are missing at the end leave no
 * trace in the rest: keep `lastHash` elsewhere to see that they are there.
 * @throws AppError `forbidden`.
 */
export async function verifyChain(author: Author, db: Database = database()): Promise<ChainVerdict> {
  requireMaker(author, "admin");
  let entries = 0;
  let last = { id: 0, hash: NOTHING };
  for (;;) {
    const stretch = await verifyStretch(last, db);
    if (stretch.broken_id !== null)
      return {
        kind: "broken",
        entries: entries + stretch.entries_before,
        id: stretch.broken_id,
        fault: stretch.changed ? "changed" : "unlinked",
      };
    entries += stretch.entries;
    if (stretch.last_id === null || stretch.last_hash === null)
      return { kind: "whole", entries, lastHash: last.hash };
    last = { id: stretch.last_id, hash: stretch.last_hash };
  }
}

async function verifyStretch(last: { readonly id: number; readonly hash: string }, db: Database) {
  const rows = await db.execute(sql`
    with stretch as (
      select * from ${audit} where id > ${last.id} order by id limit ${STRETCH}
    ), hashed as (
      select id, hash, previous_hash, audit_hash(stretch::audit) as hash_now,
        lag(hash, 1, ${last.hash}::text) over (order by id) as hash_before,
        row_number() over (order by id) as position
      from stretch
    ), broken as (
      select id, position, hash <> hash_now as changed from hashed
      where hash <> hash_now or previous_hash <> hash_before order by id limit 1
    )
    select (select count(*) from hashed) as entries,
      (select max(id) from hashed) as last_id,
      (select hash from hashed order by id desc limit 1) as last_hash,
      (select id from broken) as broken_id,
      coalesce((select position from broken), 1) - 1 as entries_before,
      (select changed from broken) as changed`);
  return Row.parse(rows[0]);
}
