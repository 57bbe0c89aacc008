import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { asking } from "./faults";
import { restingDay } from "./figure-blocks";

/** Days whose figures may be others, and why. */
export interface FigureMark {
  readonly purpose: string;
  readonly day: string;
  readonly causes: readonly string[];
  /** Another when the day is marked again. */
  readonly seq: number;
  readonly takenAt: Date;
}

interface MarkRow extends Record<string, unknown> {
  readonly purpose: string;
  readonly day: string;
  readonly causes: string[];
  readonly seq: string;
  readonly now: Date;
}
const COLUMNS = sql`purpose, day::text as day, causes, seq, now() as now`;
const markOf = ({ purpose, day, causes, seq, now }: MarkRow): FigureMark => ({
  ...{ purpose, day, causes, seq: Number(seq), takenAt: new Date(now) },
});

/**
 * The days that were marked longest ago, without those that are not to be computed yet. What is erased waits for nothing. All
 * throw AppError `unavailable`.
 */
export async function takeFigureMarks(db: Database, nowMs: number, most: number): Promise<FigureMark[]> {
  const rests = restingDay(sql`marks.purpose`, sql`marks.day::text`, nowMs);
  const rows = await asking(() =>
    db.execute<MarkRow>(sql`
      select ${COLUMNS} from figure_marks as marks where 'erasure' = any(causes) or not ${rests}
      order by marked_at, day limit ${most}`),
  );
  return rows.map(markOf);
}

/** All that are marked of some days, whether or not they are to be computed yet. */
export async function marksOf(db: Database, purpose: string, days: readonly string[]): Promise<FigureMark[]> {
  const rows = await asking(() =>
    db.execute<MarkRow>(sql`
      select ${COLUMNS} from figure_marks
      where purpose = ${purpose} and day = any(${sql.param([...days])}::text[]::date[]) order by day`),
  );
  return rows.map(markOf);
}

/** Removes a mark that was worked on; one that was made again meanwhile stays, as of when this one was taken. */
export async function endFigureMark(db: Database, { purpose, day, seq, takenAt }: FigureMark): Promise<void> {
  await asking(async () => {
    const gone = await db.execute(
      sql`delete from figure_marks where purpose = ${purpose} and day = ${day}::date and seq = ${seq} returning 1`,
    );
    if (gone.length > 0) return;
    await db.execute(sql`
      update figure_marks set marked_at = ${takenAt.toISOString()}::timestamptz
      where purpose = ${purpose} and day = ${day}::date`);
  });
}

/** Marks days, or marks them again. */
export async function markFigures(
  db: Database,
  days: readonly { readonly purpose: string; readonly day: string }[],
  cause: string,
): Promise<void> {
  for (const { purpose, day } of days)
    await asking(() =>
      db.execute(sql`
        insert into figure_marks (purpose, day, causes) values (${purpose}, ${day}::date, array[${cause}]::text[])
        on conflict (purpose, day) do update set seq = nextval('figure_marks_seq'),
          causes = array(select distinct unnest(figure_marks.causes || excluded.causes))`),
    );
}
