import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { PURPOSES } from "@/lib/domain/consent";
import { type LedgerEntry, readEntries } from "./ledger-entry";
import { namedRider } from "./named-rider";
import { maySeeLedger, requireRight } from "./who";

export const ListLedgerInput = z.object({
  /** The id of a rider, or what organisations call them, whole. */
  rider: z.string().trim().normalize("NFC").min(1).max(120).optional(),
  purpose: z.enum(PURPOSES).optional(),
  /** Entries before this one. */
  before: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** Entries of the ledger, newest first, with the position that older ones are asked with. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function listLedger(
  author: Author,
  input: z.input<typeof ListLedgerInput> = {},
  stores?: MasterData,
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly olderThan: number | null }> {
  requireRight(author, maySeeLedger);
  const { rider, purpose, before, limit } = parseInput(ListLedgerInput, input);
  const fits = sql.join(
    [
      sql`true`,
      ...(rider === undefined
        ? []
        : [sql`e.rider_id in (select r.id from riders r where ${namedRider(rider)})`]),
      ...(purpose === undefined ? [] : [sql`e.purpose = ${purpose}`]),
      ...(before === undefined ? [] : [sql`e.position < ${before}`]),
    ],
    sql` and `,
  );
  const found = await asAuthor(author, (transaction) => readEntries(transaction, fits, limit + 1), stores);
  const entries = found.slice(0, limit);
  return { entries, olderThan: found.length > limit ? (entries.at(-1)?.position ?? null) : null };
}
