import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { BoardScope } from "./board-scope";
import { inScope, sinceWeeks } from "./in-scope";

const Row = z.object({
  failed: z.coerce.number(),
  fixed: z.coerce.number(),
  median: z.coerce.number().nullable(),
  p90: z.coerce.number().nullable(),
});

export interface FixTime {
  /** Bikes that had something wrong the first time in the last twelve weeks, and how many of them are registered since. */
  readonly failed: number;
  readonly fixed: number;
  /** From the first try until they were registered, seconds; null where none was fixed. */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}

/** How long it takes to fix what was wrong. */
export async function getFixTime(
  author: Author,
  scope: BoardScope,
  now: Date,
  stores: MasterData = masterData(),
): Promise<FixTime> {
  const [found] = await asAuthor(
    author,
    (transaction) =>
      transaction.execute(sql`
        select count(*) as failed, count(i.registered_at) as fixed,
          percentile_cont(0.5) within group (order by extract(epoch from i.registered_at - i.first_at)) as median,
          percentile_cont(0.9) within group (order by extract(epoch from i.registered_at - i.first_at)) as p90
        from registration_items i
        where ${inScope(scope, "i")} and cardinality(i.first_reasons) > 0 and i.first_at >= ${sinceWeeks(now)} at time zone 'utc'`),
    stores,
  );
  const { failed, fixed, median, p90 } = Row.parse(found);
  return { failed, fixed, medianSeconds: median, p90Seconds: p90 };
}
