import { sql } from "drizzle-orm";
import type { Grain } from "@/lib/domain/figures";
import type { Database } from "./client";
import { asking } from "./faults";

/** Which block of which table of definitions. */
export interface BlockPlace {
  readonly table: string;
  readonly grain: Grain;
  readonly block: string;
}

export interface BlockRow extends BlockPlace {
  readonly revision: number;
  readonly isClosed: boolean;
  readonly riders: number;
  readonly bikes: number;
  readonly summary: string;
  /** What was said of its rides, as the lane keeps it; null where nothing was. */
  readonly coverage: unknown;
  /** Why days of it were computed since it was. */
  readonly causes: readonly string[];
}

export interface NewBlock extends BlockPlace {
  readonly purpose: string;
  readonly quarter: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueAtMs: number;
}

const at = (ms: number) => new Date(ms).toISOString();
/** A closed block that was just computed rests: an hour or a day at least, and longer the older it is. */
const restedAt = (least: "1 hour" | "1 day", nowMs: number) =>
  sql`(published_at + greatest(${least}::interval, (${at(nowMs)}::timestamptz - to_at) / 30))`;
const isPlace = ({ table, grain, block }: BlockPlace) =>
  sql`table_name = ${table} and grain = ${grain} and block = ${block}`;

/** Makes blocks known that are not yet; what is known of others stays. All throw AppError `unavailable`. */
export async function keepBlocks(db: Database, blocks: readonly NewBlock[]): Promise<void> {
  if (blocks.length === 0) return;
  const rows = blocks.map(
    (one) => sql`(${one.table}, ${one.grain}, ${one.block}, ${one.purpose}, ${one.quarter},
      ${at(one.fromMs)}::timestamptz, ${at(one.toMs)}::timestamptz, ${at(one.dueAtMs)}::timestamptz)`,
  );
  await asking(() =>
    db.execute(sql`
      insert into figure_blocks (table_name, grain, block, purpose, quarter, from_at, to_at, due_at)
      values ${sql.join(rows, sql`, `)} on conflict do nothing`),
  );
}

/** What is known of a block; the row is held until the transaction ends. */
export async function lockBlock(db: Database, place: BlockPlace): Promise<BlockRow | null> {
  const [row] = await db.execute<{
    revision: number;
    is_closed: boolean;
    riders: number;
    bikes: number;
    summary: string;
    coverage: unknown;
    causes: string[];
  }>(sql`
    select revision, is_closed, riders, bikes, summary, coverage, causes from figure_blocks where ${isPlace(place)} for update`);
  if (!row) return null;
  const { is_closed: isClosed, ...told } = row;
  return { ...place, ...told, isClosed };
}

/**
 * Revisions of shorter blocks, by name; the rows are held until the transaction ends, so that nobody publishes one of them
 * meanwhile. Asked before the longer one is locked: whoever computes a shorter one reaches for them in this order.
 */
export async function holdRevisions(
  db: Database,
  table: string,
  grain: Grain,
  blocks: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.execute<{ block: string; revision: number }>(sql`
    select block, revision from figure_blocks
    where table_name = ${table} and grain = ${grain} and block = any(${sql.param([...blocks])}::text[])
    order by block for share`);
  return new Map(rows.map(({ block, revision }) => [block, revision]));
}

/** Lets a closed longer block be computed once it has rested, since a day of it was. */
export async function wakeBlock(
  db: Database,
  place: BlockPlace,
  causes: readonly string[],
  nowMs: number,
): Promise<void> {
  await db.execute(sql`
    update figure_blocks set due_at = least(due_at, greatest(${at(nowMs)}::timestamptz, ${restedAt("1 day", nowMs)})),
      causes = array(select distinct unnest(causes || ${sql.param([...causes])}::text[]) order by 1)
    where ${isPlace(place)} and is_closed`);
}

/** @param dueAtMs null where time alone changes nothing more. */
export async function saveBlock(
  db: Database,
  row: BlockRow,
  nowMs: number,
  dueAtMs: number | null,
): Promise<void> {
  await db.execute(sql`
    update figure_blocks set revision = ${row.revision}, is_closed = ${row.isClosed}, riders = ${row.riders}, bikes = ${row.bikes},
      summary = ${row.summary}, coverage = ${JSON.stringify(row.coverage)}::text::jsonb, causes = '{}', published_at = ${at(nowMs)}::timestamptz,
      due_at = ${dueAtMs === null ? null : at(dueAtMs)}::timestamptz
    where ${isPlace(row)}`);
}

interface DueBlock {
  readonly purpose: string;
  readonly grain: Grain;
  readonly block: string;
  readonly isClosed: boolean;
}

/**
 * Blocks whose time has come, the oldest first; of quarters those alone whose weeks are computed: what a week might publish for
 * itself would be the quarter's for good.
 */
export async function dueBlocks(
  db: Database,
  nowMs: number,
  grain: Grain,
  most: number,
): Promise<DueBlock[]> {
  const isDue = sql`due_at <= ${at(nowMs)}::timestamptz`;
  const rows = await asking(() =>
    db.execute<{ purpose: string; block: string; is_closed: boolean }>(sql`
      select purpose, block, bool_and(is_closed) as is_closed from figure_blocks as due
      where ${isDue} and grain = ${grain} and not (grain = 'quarter' and exists (
        select from figure_blocks as week
        where week.table_name = due.table_name and week.grain = 'week' and week.quarter = due.quarter
          and not week.is_closed and week.due_at <= ${at(nowMs)}::timestamptz))
      group by purpose, block order by block, purpose limit ${most}`),
  );
  return rows.map(({ purpose, block, is_closed }) => ({ purpose, grain, block, isClosed: is_closed }));
}

/**
 * Whether a day, as of the columns named, is not to be computed yet: it is not over, or is closed and rests. One that was
 * computed for some of its tables, and then interrupted, is to be.
 */
export const restingDay = (purpose: ReturnType<typeof sql>, day: ReturnType<typeof sql>, nowMs: number) =>
  sql`coalesce((select bool_and(coalesce(due_at > ${at(nowMs)}::timestamptz, false)
      or (is_closed and ${restedAt("1 hour", nowMs)} > ${at(nowMs)}::timestamptz))
    from figure_blocks as own where own.grain = 'day' and own.block = ${day} and own.purpose = ${purpose}), false)`;
