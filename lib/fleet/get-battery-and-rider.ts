import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { VisibleRange } from "./visible-range";

const Row = z.object({ capacityWh: z.number(), riderSinceMs: z.coerce.number().nullable() });
export type BatteryAndRider = z.infer<typeof Row>;

/**
 * Of a bike of which somebody may see something: its model's battery, Wh when new, and since when its owner of now has it, ms
 * since epoch; null for the second where there is none, or since ever, and for both where nobody registered the bike.
 * @throws AppError `unavailable`.
 */
export async function getBatteryAndRider(
  ranges: readonly VisibleRange[],
  db: Database = database(),
): Promise<BatteryAndRider | null> {
  const [first] = ranges;
  if (!first) return null;
  return asking(async () => {
    const [found] = await db.execute(sql`
      select m.battery_wh as "capacityWh", extract(epoch from p.valid_from) * 1000 as "riderSinceMs"
      from bikes b join bike_models m on m.id = b.model_id
      left join ownership_periods p on p.bike_id = b.bike_id and p.voided_at is null
        and (p.valid_from is null or p.valid_from <= now()) and (p.valid_to is null or p.valid_to > now())
      where b.bike_id = ${first.of} limit 1`);
    return found === undefined ? null : Row.parse(found);
  });
}
