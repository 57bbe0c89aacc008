import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope, sinceWeeks, WEEKS, weekOf } from "./in-scope";

const SHOWN = 6;
const Row = z.object({
  reason: z.string(),
  total: z.coerce.number(),
  ago: z.coerce.number(),
  bikes: z.coerce.number(),
});

export interface ReasonOverTime {
  readonly reason: string;
  readonly total: number;
  /** Bikes that had it the first time, week by week, the oldest first. */
  readonly weeks: readonly number[];
}

/** What was wrong most often in the last twelve weeks, the most frequent first, by weeks. */
export async function getReasons(
  author: Author,
  scope: BoardScope,
  now: Date,
  stores: MasterData = masterData(),
): Promise<ReasonOverTime[]> {
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        with found as (
          select r.reason, (extract(epoch from date_trunc('week', ${now.toISOString()}::timestamptz at time zone 'utc') - ${weekOf}) / 604800)::int as ago, count(*) as bikes
          from registration_items i cross join unnest(i.first_reasons) as r (reason)
          where ${inScope(scope, "i")} and i.first_at >= ${sinceWeeks(now)} at time zone 'utc' group by 1, 2
        ), top as (select reason, sum(bikes) as total from found group by 1 order by 2 desc, 1 limit ${SHOWN})
        select reason, total, ago, bikes from found join top using (reason) order by total desc, reason, ago desc`),
    stores,
  );
  const reasons = new Map<string, { reason: string; total: number; weeks: number[] }>();
  for (const row of rows) {
    const { reason, total, ago, bikes } = Row.parse(row);
    const found = reasons.get(reason) ?? { reason, total, weeks: new Array<number>(WEEKS).fill(0) };
    reasons.set(reason, found);
    if (ago >= 0 && ago < WEEKS) found.weeks[WEEKS - 1 - ago] = bikes;
  }
  return [...reasons.values()];
}
