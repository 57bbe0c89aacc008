import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { asking } from "./faults";

/** Days whose figures may be others, and why. */
export interface FigureMark {
  readonly purpose: string;
  readonly day: string;
  readonly causes: readonly string[];
  /** Another when the day is marked again. */
  readonly seq: number;
  readonly takenAt: Date;
}

/** The days that were marked longest ago; all throw AppError `unavailable`. */
export async function takeFigureMarks(db: Database, most: number): Promise<FigureMark[]> {
  const rows = await asking(() =>
    db.execute<{ purpose: string; day: string; causes: string[]; seq: string; now: Date }>(sql`
      select purpose, day::text, causes, seq, now() from figure_marks order by marked_at, day limit ${most}`),
  );
  return rows.map(({ purpose, day, causes, seq, now }) => ({
    ...{ purpose, day, causes, seq: Number(seq), takenAt: new Date(now) },
  }));
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

/** Whether some day from one to another is marked. */
export async function isAnyMarked(db: Database, purpose: string, from: string, to: string): Promise<boolean> {
  const rows = await asking(() =>
    db.execute(sql`
      select 1 from figure_marks where purpose = ${purpose} and day between ${from}::date and ${to}::date limit 1`),
  );
  return rows.length > 0;
}
