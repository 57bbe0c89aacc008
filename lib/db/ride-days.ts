import { sql } from "drizzle-orm";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import type { Database } from "./client";

/** Rides of the fleet, and bikes that have them: all, or where there are more the least number that is told of. */
export interface RideCount {
  readonly rides: number;
  readonly bikes: readonly string[];
}
export interface RideCounts {
  readonly all: RideCount;
  readonly counted: RideCount;
  readonly noRider: RideCount;
  readonly noConsent: RideCount;
  readonly withdrawn: RideCount;
}

const COLUMNS = {
  all: sql`rides`,
  counted: sql`counted`,
  noRider: sql`no_rider`,
  noConsent: sql`no_consent`,
  withdrawn: sql`withdrawn`,
} as const satisfies Record<keyof RideCounts, unknown>;

/** How many rides begin on a day, how many of them count for a purpose, and why the others do not. */
export async function countRidesOfDay(db: Database, purpose: string, day: string): Promise<RideCounts> {
  const isOfDay = sql`purpose = ${purpose} and day = ${day}::date`;
  const numbers = Object.values(COLUMNS).map((column) => sql`coalesce(sum(${column}), 0)::text`);
  const named = Object.values(COLUMNS).map(
    (column) =>
      sql`array(select bike_id from ride_days where ${isOfDay} and ${column} > 0 limit ${LEAST_RIDERS})`,
  );
  const [row] = await db.execute<{ rides: string[]; bikes: Record<string, string[]> }>(sql`
    select array[${sql.join(numbers, sql`, `)}] as rides,
      jsonb_build_array(${sql.join(
        named.map((bikes) => sql`to_jsonb(${bikes})`),
        sql`, `,
      )}) as bikes
    from ride_days where ${isOfDay}`);
  const countAt = (at: number): RideCount => ({
    rides: Number(row?.rides[at] ?? 0),
    bikes: row?.bikes[at] ?? [],
  });
  return {
    ...{ all: countAt(0), counted: countAt(1), noRider: countAt(2) },
    ...{ noConsent: countAt(3), withdrawn: countAt(4) },
  };
}

/** What several days have together. */
export function addRideCounts(days: readonly RideCounts[]): RideCounts {
  const sumOf = (name: keyof RideCounts): RideCount => ({
    rides: days.reduce((sum, day) => sum + day[name].rides, 0),
    bikes: [...new Set(days.flatMap((day) => day[name].bikes))].slice(0, LEAST_RIDERS),
  });
  return {
    ...{ all: sumOf("all"), counted: sumOf("counted"), noRider: sumOf("noRider") },
    ...{ noConsent: sumOf("noConsent"), withdrawn: sumOf("withdrawn") },
  };
}
