import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { ToldRuling, ToldSide } from "@/lib/domain/ruling-words";

const Decided = z
  .object({
    id: z.coerce.number(),
    fact: z.string().nullable(),
    decision: z.string(),
    reason: z.string().nullable(),
    at: z.coerce.date(),
    ruling: ToldRuling.nullable(),
    sides: z.array(ToldSide).nullable(),
  })
  .transform(({ at, ...decided }) => ({ ...decided, atMs: at.getTime() }));
export type DecidedContradiction = z.infer<typeof Decided>;

/** Contradictions of old data about a bike that were decided, as far as the reader may know them. */
export async function readDecided(transaction: Database, bikeId: string): Promise<DecidedContradiction[]> {
  const rows = await transaction.execute(
    sql`select id, fact, decision, reason, at, ruling, sides from contradictions_decided(${bikeId})`,
  );
  return rows.map((row) => Decided.parse(row));
}
