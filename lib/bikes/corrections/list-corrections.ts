import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { maySupport, maySwap, requireRight } from "../who";

export const CORRECTION_STATES = ["open", "approved", "declined"] as const;

export const ListCorrectionsInput = z.object({
  state: z.enum(CORRECTION_STATES).default("open"),
  skip: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});

const atMs = z.coerce.date().transform((date) => date.getTime());
const Row = z.object({
  id: z.coerce.number(),
  bike_id: z.string(),
  field: z.string(),
  was: z.string().nullable(),
  proposed: z.string(),
  evidence: z.string(),
  proposed_at: atMs,
  state: z.enum(CORRECTION_STATES),
  decided_at: atMs.nullable(),
  decision_reason: z.string().nullable(),
});

/** Times in ms since epoch. */
export type ListedCorrection = z.infer<typeof Row>;

/**
 * Corrections of the author's bikes in one state: open ones the oldest first, others the newest decision first.
 * @throws AppError `forbidden`, `invalid`, `unavailable`.
 */
export async function listCorrections(
  author: Author,
  input: z.input<typeof ListCorrectionsInput>,
  stores?: MasterData,
): Promise<{ readonly corrections: readonly ListedCorrection[]; readonly total: number }> {
  requireRight(author, (one) => maySupport(one) || maySwap(one));
  const { state, skip, limit } = parseInput(ListCorrectionsInput, input);
  const order = state === "open" ? sql`proposed_at, id` : sql`decided_at desc, id desc`;
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        select id, bike_id, field, was, proposed, evidence, proposed_at, state, decided_at, decision_reason
        from corrections where state = ${state} order by ${order} limit ${limit} offset ${skip}`);
      const [count] = await transaction.execute<{ total: string }>(
        sql`select count(*) as total from corrections where state = ${state}`,
      );
      return { corrections: rows.map((row) => Row.parse(row)), total: Number(count?.total ?? 0) };
    },
    stores,
  );
}
