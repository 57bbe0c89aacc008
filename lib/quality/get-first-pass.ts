import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope, sinceWeeks, weekOf } from "./in-scope";

const Row = z.object({
  week: z.string(),
  tried: z.coerce.number(),
  passed: z.coerce.number(),
  withdrawn: z.coerce.number(),
});

/**
 * How many bikes a week were tried to be registered the first time, and how many of them had nothing wrong. One that had
 * nothing wrong and is withdrawn now was registered by mistake: it did not pass, and is counted as withdrawn.
 */
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
          select ${weekOf} as week, count(*) as tried, count(*) filter (where i.is_right and not i.is_withdrawn) as passed,
            count(*) filter (where i.is_right and i.is_withdrawn) as withdrawn
          from (select i.*, cardinality(i.first_reasons) = 0 as is_right,
            case when i.registered_at is null then ${isWithdrawn} else false end as is_withdrawn from registration_items i) i
          where ${inScope(scope, "i")} and i.first_at >= ${sinceWeeks(now)} at time zone 'utc' group by 1
        )
        select weeks.week::date::text as week, coalesce(tried, 0) as tried, coalesce(passed, 0) as passed, coalesce(withdrawn, 0) as withdrawn
        from weeks left join found using (week) order by 1`),
    stores,
  );
  return rows.map((row) => Row.parse(row));
}

/** Whether the item `i` is a bike that was registered and is withdrawn now; a merged one is still registered, as another. */
const isWithdrawn = sql`(
  exists (select from bikes b where i.item_key like 'bike:%' and b.bike_id = substr(i.item_key, 6) and b.oem_id = i.oem_id
    and b.withdrawn_at is not null and b.merged_into is null)
  or exists (select from bikes b where i.item_key like 'frame:%' and b.frame_normal = substr(i.item_key, 7) and b.oem_id = i.oem_id
    and b.withdrawn_at is not null and b.merged_into is null))`;
