import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database } from "@/lib/db/client";
import { asking } from "@/lib/db/faults";
import type { VisibleRange } from "./visible-range";

const Row = z.object({ capacityWh: z.number() });
export type Battery = z.infer<typeof Row>;

/**
 * Of a bike of which somebody may see something, its model's battery, Wh when new; null where nobody registered the bike.
 * @throws AppError `unavailable`.
 */
export async function getBattery(
  ranges: readonly VisibleRange[],
  db: Database = database(),
): Promise<Battery | null> {
  const [first] = ranges;
  if (!first) return null;
  return asking(async () => {
    const [found] = await db.execute(sql`
      select m.battery_wh as "capacityWh" from bikes b join bike_models m on m.id = b.model_id
      where b.bike_id = ${first.of} limit 1`);
    return found === undefined ? null : Row.parse(found);
  });
}
