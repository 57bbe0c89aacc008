import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope, sinceWeeks, weekOf } from "./in-scope";

const Row = z.object({ week: z.string(), tried: z.coerce.number(), passed: z.coerce.number() });

/** How many bikes a week were tried to be registered the first time, and how many of them had nothing wrong. */
export type FirstPassWeek = z.infer<typeof Row>;

/** The last twelve weeks, ISO day of each Monday (UTC), the oldest first; weeks without a file have zeros. */
export async function getFirstPass(
  author: Author,
  scope: BoardScope,
  now: Date,
  stores: MasterData = masterData(),
): Promise<FirstPassWeek[]> {
  const rows = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        with weeks as (
          select generate_series(${sinceWeeks(now)}, date_trunc('week', ${now.toISOString()}::timestamptz at time zone 'utc'), interval '1 week') as week
        ), found as (
          select ${weekOf} as week, count(*) as tried, count(*) filter (where cardinality(i.first_reasons) = 0) as passed
          from registration_items i
          where ${inScope(scope, "i")} and i.first_at >= ${sinceWeeks(now)} at time zone 'utc' group by 1
        )
        select weeks.week::date::text as week, coalesce(tried, 0) as tried, coalesce(passed, 0) as passed
        from weeks left join found using (week) order by 1`),
    stores,
  );
  return rows.map((row) => Row.parse(row));
}
