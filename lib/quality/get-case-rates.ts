import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { CASE_REASONS } from "@/lib/domain/master-data";
import type { BoardScope } from "./board-scope";

const Row = z.object({
  generation: z.string(),
  bikes: z.coerce.number(),
  reason: z.enum(CASE_REASONS).nullable(),
  cases: z.coerce.number(),
});

export interface CaseRate {
  readonly generation: string;
  readonly bikes: number;
  /** Cases of the last twelve weeks per 1,000 registered bikes. */
  readonly perThousand: number;
  readonly byReason: readonly { readonly reason: (typeof CASE_REASONS)[number]; readonly cases: number }[];
}

/** How often support is called about bikes of each hardware generation; an OEM sees counts, never cases. */
export async function getCaseRates(
  author: Author,
  { oemId, plantId }: BoardScope,
  now: Date,
  stores: MasterData = masterData(),
): Promise<CaseRate[]> {
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(
        sql`select generation, bikes, reason, cases from case_rates(${oemId}::uuid, ${plantId}::uuid, ${now.toISOString()}::timestamptz - interval '84 days')`,
      ),
    stores,
  );
  const parsed = rows.map((row) => Row.parse(row));
  return [...new Set(parsed.map(({ generation }) => generation))].map((generation) => {
    const own = parsed.filter((row) => row.generation === generation);
    const bikes = own[0]?.bikes ?? 0;
    const byReason = own.flatMap(({ reason, cases }) => (reason === null ? [] : [{ reason, cases }]));
    const total = byReason.reduce((sum, { cases }) => sum + cases, 0);
    return { generation, bikes, perThousand: bikes === 0 ? 0 : (total / bikes) * 1_000, byReason };
  });
}
