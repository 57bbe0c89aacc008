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

/** Marks of one bike, or of all but some. */
export type MarksOf = { readonly only: string } | { readonly but: readonly string[] };

/** The oldest marks that nobody works on, held until the transaction ends. */
export async function takeMarks(transaction: Database, most: number, of: MarksOf): Promise<ProjectionMark[]> {
  const asked =
    "only" in of ? sql`bike_id = ${of.only}` : sql`bike_id <> all(${sql.param([...of.but])}::text[])`;
  const rows = await transaction.execute(sql`
    select id::text, bike_id as "bikeId", (extract(epoch from from_at) * 1000)::float8 as "fromMs",
      (extract(epoch from to_at) * 1000)::float8 as "toMs", cause
    from projection_marks where ${asked} order by projection_marks.id limit ${most} for update skip locked`);
  return rows.map((row) => Row.parse(row));
}

/** Of moments to the millisecond. */
export async function addMarks(db: Database, marks: readonly Omit<ProjectionMark, "id">[]): Promise<void> {
  if (marks.length === 0) return;
  await db.execute(sql`
    insert into projection_marks (bike_id, from_at, to_at, cause)
    select "bikeId", 'epoch'::timestamptz + "fromMs" * interval '1 millisecond', 'epoch'::timestamptz + "toMs" * interval '1 millisecond', cause
    from jsonb_to_recordset(${JSON.stringify(marks)}::text::jsonb) as m ("bikeId" text, "fromMs" bigint, "toMs" bigint, cause text)`);
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
