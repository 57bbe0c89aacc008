import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { byKey } from "@/lib/domain/by-key";
import type { Attribution, Moments, OwnershipPeriod } from "@/lib/domain/whose-ride";
import { swapsOf } from "./held-of-rider";
import type { KnownBike } from "./plan-tombstones";

const ms = z.coerce.number();
const Had = z.object({ bikeId: z.string(), fromMs: ms.nullable(), toMs: ms.nullable() });
const Owned = z.object({
  bikeId: z.string(),
  riderId: z.string(),
  fromMs: ms.nullable(),
  toMs: ms.nullable(),
});
const Signed = z.object({ bikeId: z.string(), riderId: z.string(), fromMs: ms, toMs: ms });

const atMs = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::bigint`);

/** From when to when a rider had to do with a bike, ms since epoch; null has no end on that side. */
export type HadBike = z.infer<typeof Had>;
/** Rides of bikes that lie in these times or reach into them, by bike. @throws AppError `unavailable`. */
export type RidesOf = (bikes: readonly HadBike[]) => Promise<ReadonlyMap<string, readonly Moments[]>>;

/** Bikes that a rider owned or signed for. */
export async function bikesOfRider(transaction: Database, riderId: string): Promise<HadBike[]> {
  const rows = await transaction.execute(sql`
    select bike_id as "bikeId", case when bool_and(from_ms is not null) then min(from_ms) end as "fromMs",
      case when bool_and(to_ms is not null) then max(to_ms) end as "toMs"
    from (
      select bike_id, ${atMs("valid_from")} as from_ms, ${atMs("valid_to")} as to_ms
      from ownership_periods where rider_id = ${riderId}::uuid and voided_at is null
      union all
      select bike_id, ${atMs("from_at")}, ${atMs("to_at")} from attributions where rider_id = ${riderId}::uuid
    ) as had group by bike_id order by 1`);
  return rows.map((row) => Had.parse(row));
}

/** All that is known of bikes: who owned them, who signed for them, and what they report under other names. */
export async function readKnownBikes(
  transaction: Database,
  bikeIds: readonly string[],
  rides: ReadonlyMap<string, readonly Moments[]>,
): Promise<KnownBike[]> {
  const of = sql`bike_id = any(${sql.param([...bikeIds])}::text[])`;
  const owned = await transaction.execute(sql`
    select bike_id as "bikeId", rider_id as "riderId", ${atMs("valid_from")} as "fromMs", ${atMs("valid_to")} as "toMs"
    from ownership_periods where ${of} and voided_at is null`);
  const signed = await transaction.execute(sql`
    select bike_id as "bikeId", rider_id as "riderId", ${atMs("from_at")} as "fromMs", ${atMs("to_at")} as "toMs"
    from counted_attributions where ${of}`);
  const ownership = byBike<OwnershipPeriod & { bikeId: string }>(owned.map((row) => Owned.parse(row)));
  const attributions = byBike<Attribution & { bikeId: string }>(signed.map((row) => Signed.parse(row)));
  const swaps = await swapsOf(transaction, bikeIds);
  return bikeIds.map((bikeId) => ({
    bikeId,
    ownership: ownership.get(bikeId) ?? [],
    attributions: attributions.get(bikeId) ?? [],
    rides: rides.get(bikeId) ?? [],
    swaps: swaps.get(bikeId) ?? null,
  }));
}

const byBike = <T extends { readonly bikeId: string }>(rows: readonly T[]): Map<string, T[]> =>
  byKey(rows, ({ bikeId }) => bikeId);
