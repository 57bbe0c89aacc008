import { sql } from "drizzle-orm";
import type { Database } from "./client";

/** Rides of the fleet, and of how many bikes. */
export interface RideCount {
  readonly rides: number;
  readonly bikes: number;
}
export interface RideCounts {
  readonly all: RideCount;
  readonly counted: RideCount;
  readonly noRider: RideCount;
  readonly noConsent: RideCount;
  readonly withdrawn: RideCount;
}

/** How many rides begin on these days, how many of them count for a purpose, and why the others do not. */
export async function countRides(
  db: Database,
  purpose: string,
  from: string,
  to: string,
): Promise<RideCounts> {
  const [row] = await db.execute<
    Record<"a" | "ab" | "c" | "cb" | "r" | "rb" | "n" | "nb" | "w" | "wb", string>
  >(sql`
    select coalesce(sum(rides), 0) a, count(distinct bike_id) ab,
      coalesce(sum(counted), 0) c, count(distinct bike_id) filter (where counted > 0) cb,
      coalesce(sum(no_rider), 0) r, count(distinct bike_id) filter (where no_rider > 0) rb,
      coalesce(sum(no_consent), 0) n, count(distinct bike_id) filter (where no_consent > 0) nb,
      coalesce(sum(withdrawn), 0) w, count(distinct bike_id) filter (where withdrawn > 0) wb
    from ride_days where purpose = ${purpose} and day between ${from}::date and ${to}::date and rides > 0`);
  const pair = (rides?: string, bikes?: string) => ({ rides: Number(rides ?? 0), bikes: Number(bikes ?? 0) });
  return {
    all: pair(row?.a, row?.ab),
    counted: pair(row?.c, row?.cb),
    noRider: pair(row?.r, row?.rb),
    noConsent: pair(row?.n, row?.nb),
    withdrawn: pair(row?.w, row?.wb),
  };
}
