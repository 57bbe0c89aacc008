import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";

/**
 * Raised where consented rides become others than they were made before: all bikes are then projected anew.
 * 2: who signed for a part of a ride does not take it over; rides under a later grant say so.
 * 3: what a rider signed counts while the bike was one of the rider's organisation.
 * 4: way, time and energy of the part of a ride that was measured step by step.
 */
const PROJECTION_VERSION = 4;
/** Whoever still projected by earlier rules or for another zone when all bikes were done has ended by then. */
const AGAIN_AFTER = sql`interval '1 day'`;

/** What is asked for where all are to be projected whatever was projected before: the rules and the zone of nobody. */
const OF_NOBODY = { zone: "", version: 0 };

/** Those that have rides, in the order of the index; then those that had some, in the order of the database. */
const PHASES = ["rides", "kept"] as const;

/** How far the way through all bikes is. */
export interface WholeProjection {
  readonly phase: (typeof PHASES)[number];
  /** The last bike of this phase that is done. */
  readonly after: string | null;
  /** Projected on this way. */
  readonly bikes: number;
  /** All were done, and are looked at once more. */
  readonly isAgain: boolean;
}

const Row = z.object({
  phase: z.enum(PHASES),
  after: z.string().nullable(),
  bikes: z.number(),
  isAgain: z.boolean(),
});

/**
 * Begins a way through all bikes, where they never were projected by these rules for this zone; one that was begun goes on.
 * @param isStart of the process: it knows best what is wanted. Later only ways by earlier rules are begun over.
 */
export async function beginWhole(db: Database, zone: string, isStart: boolean): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('whole projection', 0))`);
    const [last] = await transaction.execute(
      sql`select zone, version from whole_projections order by id desc limit 1`,
    );
    if (last?.zone === zone && last.version === PROJECTION_VERSION) return;
    if (!isStart && last && Number(last.version) >= PROJECTION_VERSION) return;
    await transaction.execute(
      sql`delete from whole_projections_open where (zone, version) <> (${zone}, ${PROJECTION_VERSION}::int)`,
    );
    await transaction.execute(sql`
      insert into whole_projections_open as o (zone, version) values (${zone}, ${PROJECTION_VERSION}::int)
      on conflict (zone, version) do update set phase = 'rides', after = null, bikes = 0, is_again = false, due_at = now()
      where o.is_again`);
  });
}

/** After a restore: has all bikes projected once more, from the first on, even if a way through them was under way. */
export async function askForWhole(transaction: Database): Promise<void> {
  // First: whoever ends a way just now is waited for, and what is asked for comes after it.
  await transaction.execute(sql`delete from whole_projections_open`);
  await transaction.execute(
    sql`insert into whole_projections (zone, version, bikes) values (${OF_NOBODY.zone}, ${OF_NOBODY.version}::int, 0)`,
  );
}

/** Whether that was asked for and is not done: rides that count are missing until then. */
export async function isWholeAskedFor(db: Database): Promise<boolean> {
  const [last] = await db.execute(sql`select zone, version from whole_projections order by id desc limit 1`);
  return last?.zone === OF_NOBODY.zone && last.version === OF_NOBODY.version;
}

/** The way that is due, held until the transaction ends; null where there is none, or somebody else goes on with it. */
export async function takeWhole(transaction: Database, zone: string): Promise<WholeProjection | null> {
  const [row] = await transaction.execute(sql`
    select phase, after, bikes, is_again as "isAgain" from whole_projections_open
    where zone = ${zone} and version = ${PROJECTION_VERSION}::int and due_at <= clock_timestamp()
    for update skip locked`);
  return row ? Row.parse(row) : null;
}

/** Keeps how far it is, with what was done. */
export async function keepWhole(transaction: Database, zone: string, whole: WholeProjection): Promise<void> {
  await transaction.execute(sql`
    update whole_projections_open set phase = ${whole.phase}, after = ${whole.after}::text, bikes = ${whole.bikes}::int
    where zone = ${zone} and version = ${PROJECTION_VERSION}::int`);
}

/** Keeps that all bikes are projected, and that they are looked at once more, later. */
export async function endWhole(transaction: Database, zone: string, whole: WholeProjection): Promise<void> {
  const ours = sql`zone = ${zone} and version = ${PROJECTION_VERSION}::int`;
  if (whole.isAgain) {
    await transaction.execute(sql`delete from whole_projections_open where ${ours}`);
    return;
  }
  await transaction.execute(sql`
    insert into whole_projections (zone, version, bikes) values (${zone}, ${PROJECTION_VERSION}::int, ${whole.bikes}::int)`);
  await transaction.execute(sql`
    update whole_projections_open set phase = 'rides', after = null, bikes = 0, is_again = true,
      due_at = clock_timestamp() + ${AGAIN_AFTER} where ${ours}`);
}

/** Bikes behind one of which something is kept, in the order of the database: each is looked up, however much there is of it. */
export async function keptBikes(db: Database, after: string | null, most: number): Promise<string[]> {
  const rows = await db.execute(sql`
    with recursive days as (
      (select bike_id, 1 as at from ride_days where bike_id > ${after ?? ""} order by bike_id limit 1)
      union all
      select (select r.bike_id from ride_days r where r.bike_id > d.bike_id order by r.bike_id limit 1), d.at + 1
      from days d where d.bike_id is not null and d.at < ${most}::int
    ), grants as (
      (select bike_id, 1 as at from projected_grants where bike_id > ${after ?? ""} order by bike_id limit 1)
      union all
      select (select p.bike_id from projected_grants p where p.bike_id > g.bike_id order by p.bike_id limit 1), g.at + 1
      from grants g where g.bike_id is not null and g.at < ${most}::int
    )
    select bike_id as "bikeId" from (select bike_id from days union select bike_id from grants) as known
    where bike_id is not null order by bike_id limit ${most}::int`);
  return rows.map((row) => z.object({ bikeId: z.string() }).parse(row).bikeId);
}
