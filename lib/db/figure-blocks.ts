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
}

export interface NewBlock extends BlockPlace {
  readonly purpose: string;
  readonly quarter: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueAtMs: number;
}

const at = (ms: number) => new Date(ms).toISOString();
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

/** Whether a block was ever computed, or is to be. */
export async function isBlockKnown(db: Database, place: BlockPlace): Promise<boolean> {
  const rows = await asking(() => db.execute(sql`select 1 from figure_blocks where ${isPlace(place)}`));
  return rows.length > 0;
}

/** What is known of a block; the row is held until the transaction ends. */
export async function lockBlock(db: Database, place: BlockPlace): Promise<BlockRow | null> {
  const [row] = await db.execute<{
    revision: number;
    is_closed: boolean;
    riders: number;
    bikes: number;
    summary: string;
  }>(
    sql`select revision, is_closed, riders, bikes, summary from figure_blocks where ${isPlace(place)} for update`,
  );
  return row
    ? {
        ...place,
        ...{
          revision: row.revision,
          isClosed: row.is_closed,
          riders: row.riders,
          bikes: row.bikes,
          summary: row.summary,
        },
      }
    : null;
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
      summary = ${row.summary}, published_at = ${at(nowMs)}::timestamptz,
      due_at = ${dueAtMs === null ? null : at(dueAtMs)}::timestamptz
    where ${isPlace(row)}`);
}

/** Blocks whose time has come, days first. */
export async function dueBlocks(
  db: Database,
  nowMs: number,
  most: number,
): Promise<{ readonly purpose: string; readonly grain: Grain; readonly block: string }[]> {
  const rows = await asking(() =>
    db.execute<{ purpose: string; grain: Grain; block: string }>(sql`
      select distinct purpose, grain, block, array_position(array['day', 'week', 'quarter'], grain) as place
      from figure_blocks where due_at <= ${at(nowMs)}::timestamptz order by place, block limit ${most}`),
  );
  return rows.map(({ purpose, grain, block }) => ({ purpose, grain, block }));
}

/** Of these days those that are not to be computed before a later time, since they are not over for long enough. */
export async function waitingDays(
  db: Database,
  nowMs: number,
  days: readonly string[],
): Promise<Set<string>> {
  const rows = await asking(() =>
    db.execute<{ purpose: string; block: string }>(sql`
      select distinct purpose, block from figure_blocks
      where grain = 'day' and block = any(${`{${days.join()}}`}::text[]) and due_at > ${at(nowMs)}::timestamptz`),
  );
  return new Set(rows.map(({ purpose, block }) => `${purpose} ${block}`));
}
