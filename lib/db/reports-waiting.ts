import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "./client";
import { asking } from "./faults";

const seconds = z
  .number()
  .nullable()
  .transform((value) => Math.max(0, value ?? 0));
const Waiting = z.object({
  /** Days whose figures may be others, also those that are not to be computed yet. */
  figureMarks: z.number(),
  /** Published, and not written to where reports read. */
  figureDocuments: z.number(),
  /** For how long the oldest of each waits that could be worked on, s; 0 where there is none. */
  marksSeconds: seconds,
  blocksSeconds: seconds,
  evidenceSeconds: seconds,
  checksSeconds: seconds,
});
export type ReportsWaiting = z.infer<typeof Waiting>;

const secondsSince = (since: string) => sql.raw(`extract(epoch from clock_timestamp() - (${since}))::float8`);

/**
 * What of reports waits to be computed, written or looked at again. A day that is not over for long enough waits by rule, until
 * its block is due. @throws AppError `unavailable`.
 */
export async function reportsWaiting(db: Database): Promise<ReportsWaiting> {
  const [row] = await asking(() =>
    db.execute(sql`
      with dated as (
        select purpose, block, bool_or(due_at > clock_timestamp()) as waits, max(due_at) as due
        from figure_blocks where grain = 'day' and due_at is not null group by purpose, block
      )
      select (select count(*) from figure_marks)::float8 as "figureMarks",
        (select count(*) from figure_documents)::float8 as "figureDocuments",
        ${secondsSince(`select min(greatest(m.marked_at, d.due)) from figure_marks m
          left join dated d on d.purpose = m.purpose and d.block = m.day::text where d.waits is not true`)} as "marksSeconds",
        ${secondsSince("select min(due_at) from figure_blocks where due_at <= clock_timestamp()")} as "blocksSeconds",
        ${secondsSince("select min(asked_at) from evidence_requests where answered_at is null")} as "evidenceSeconds",
        ${secondsSince("select min(due_at) from purge_checks_due where due_at <= clock_timestamp()")} as "checksSeconds"`),
  );
  return Waiting.parse(row);
}
