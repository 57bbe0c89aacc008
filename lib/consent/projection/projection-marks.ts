import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { RESTATEMENT_CAUSES, type RestatementCause } from "@/lib/domain/figures";

/** That rides of a bike which overlap an interval may count otherwise; null has no end on that side. */
export interface ProjectionMark {
  readonly id: string;
  readonly bikeId: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly cause: RestatementCause;
}

const atMs = z.coerce.number().nullable();
const Row = z.object({
  id: z.string(),
  bikeId: z.string(),
  fromMs: atMs,
  toMs: atMs,
  cause: z.enum(RESTATEMENT_CAUSES),
});

/** The oldest marks that nobody works on, held until the transaction ends. */
export async function takeMarks(transaction: Database, most: number): Promise<ProjectionMark[]> {
  const rows = await transaction.execute(sql`
    select id::text, bike_id as "bikeId", (extract(epoch from from_at) * 1000)::float8 as "fromMs",
      (extract(epoch from to_at) * 1000)::float8 as "toMs", cause
    from projection_marks order by projection_marks.id limit ${most} for update skip locked`);
  return rows.map((row) => Row.parse(row));
}

export async function removeMarks(transaction: Database, ids: readonly string[]): Promise<void> {
  await transaction.execute(
    sql`delete from projection_marks where id = any(${sql.param([...ids])}::text[]::bigint[])`,
  );
}

/** For how long the oldest mark of a bike and the oldest withdrawal that is not purged have waited, seconds. */
export async function waitingSeconds(
  db: Database,
): Promise<{ readonly marks: number; readonly purges: number }> {
  const [found] = await db.execute(sql`
    select extract(epoch from clock_timestamp() - (select marked_at from projection_marks order by id limit 1))::float8 as marks,
      extract(epoch from clock_timestamp() - (select min(asked_at) from purges_due))::float8 as purges`);
  const { marks, purges } = z
    .object({ marks: z.number().nullable(), purges: z.number().nullable() })
    .parse(found);
  return { marks: Math.max(0, marks ?? 0), purges: Math.max(0, purges ?? 0) };
}
