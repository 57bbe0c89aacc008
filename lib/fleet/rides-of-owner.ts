import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import { whoseRide } from "@/lib/domain/whose-ride";
import type { VisibleRange } from "./visible-range";

const atMs = z.coerce.number();
const Owned = z.object({
  riderId: z.string(),
  fromMs: atMs.nullable(),
  toMs: atMs.nullable(),
  isNow: z.boolean(),
});
const Signed = z.object({ riderId: z.string(), fromMs: atMs, toMs: atMs });
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** First and last moment of a ride, ms since epoch. */
interface Ridden {
  readonly start: number;
  readonly end: number;
}

/**
 * Those of a bike's rides that its owner of now rode, as who rode is known of any ride; all, where nobody owns it now.
 * @throws AppError `unavailable`.
 */
export async function ridesOfOwner<Ride extends Ridden>(
  ranges: readonly VisibleRange[],
  rides: readonly Ride[],
  db: Database = database(),
): Promise<readonly Ride[]> {
  const [first] = ranges;
  if (!first || rides.length === 0) return [];
  return asking(async () => {
    const owned = await db.execute(sql`
      select rider_id as "riderId", ${ms("valid_from")} as "fromMs", ${ms("valid_to")} as "toMs",
        (valid_from is null or valid_from <= now()) and (valid_to is null or valid_to > now()) as "isNow"
      from ownership_periods where bike_id = ${first.of} and voided_at is null`);
    const ownership = owned.map((row) => Owned.parse(row));
    const owner = ownership.find(({ isNow }) => isNow);
    if (!owner) return rides;
    const fromMs = rides.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
    const toMs = rides.reduce((greatest, { end }) => Math.max(greatest, end), Number.NEGATIVE_INFINITY);
    const signed = await db.execute(sql`
      select rider_id as "riderId", ${ms("from_at")} as "fromMs", ${ms("to_at")} as "toMs" from counted_attributions
      where bike_id = ${first.of} and from_at <= to_timestamp(${toMs}::float8 / 1000) and to_at >= to_timestamp(${fromMs}::float8 / 1000)`);
    const attributions = signed.map((row) => Signed.parse(row));
    return rides.filter(
      ({ start, end }) =>
        whoseRide({ fromMs: start, toMs: end }, ownership, attributions).counted === owner.riderId,
    );
  });
}
