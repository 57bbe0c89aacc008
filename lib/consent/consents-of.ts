import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import { inForceAt } from "./consent-at";
import { type LedgerEntry, readEntries } from "./ledger-entry";
import { maySeeConsents, requireRight } from "./who";

export const ConsentsOfInput = z.object({
  riderId: z.uuid(),
  /** Ms since epoch; now, if left out. */
  atMs: z.number().optional(),
});

/** A rider decides a few times a year; more entries than this stand in the ledger only. */
const MOST_ENTRIES = 10_000;

export interface ConsentOfPurpose {
  readonly purpose: Purpose;
  /** The grant that is in force at the moment asked for. */
  readonly inForce: LedgerEntry | null;
  /** Newest first. */
  readonly history: readonly LedgerEntry[];
}

/**
 * What a rider agreed to: for each purpose what is in force at a moment, and all that was ever decided. Purposes that the
 * rider was never asked about are there, with nothing in force.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function consentsOf(
  author: Author,
  input: z.input<typeof ConsentsOfInput>,
  stores?: MasterData,
): Promise<readonly ConsentOfPurpose[]> {
  requireRight(author, maySeeConsents);
  const { riderId, atMs = Date.now() } = parseInput(ConsentsOfInput, input);
  const entries = await asAuthor(
    author,
    (transaction) => readEntries(transaction, sql`e.rider_id = ${riderId}::uuid`, MOST_ENTRIES),
    stores,
  );
  return PURPOSES.map((purpose) => ({
    purpose,
    inForce: inForceAt(entries, purpose, atMs),
    history: entries.filter((entry) => entry.purpose === purpose),
  }));
}
