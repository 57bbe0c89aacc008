import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { normalNumber } from "@/lib/domain/bike-number";

const Row = z.object({
  bike_id: z.string(),
  withdrawn: z.boolean(),
  merged_into: z.string().nullable(),
  retired: z.boolean(),
});
export type FoundBike = z.infer<typeof Row>;

/** More than two are as many as two: it is not known which is meant. */
const MOST = 3;

/**
 * Bikes that have exactly this identifier, be it their id, frame number, FNUCI, battery passport, IMEI, ICCID, or the
 * serial number of a component that is in them now. Withdrawn ones only where no other has it.
 */
export async function findExact(transaction: Database, identifier: string): Promise<readonly FoundBike[]> {
  const text = identifier.trim();
  const normal = normalNumber(text);
  const digits = text.replace(/[\s./-]+/g, "");
  const rows = await transaction.execute(sql`
    with found as (
      select bike_id from bikes where bike_id = ${text.toUpperCase()}
      union select bike_id from bikes where frame_normal = ${normal} and withdrawn_at is null
      union select bike_id from bikes where frame_normal = ${normal} and withdrawn_at is not null
      union select bike_id from bikes where fnuci = ${normal} and withdrawn_at is null
      union select bike_id from bikes where battery_passport = ${text} and withdrawn_at is null
      union select bike_id from bikes where imei = ${digits} and withdrawn_at is null
      union select bike_id from bikes where iccid = ${digits} and withdrawn_at is null
      union select p.bike_id from components c join component_periods p on p.component_id = c.id
        where c.kind = any(enum_range(null::component_kind)) and c.serial_normal = ${normal}
          and p.valid_to is null and p.voided_at is null
    )
    select b.bike_id, b.withdrawn_at is not null as withdrawn, b.merged_into, m.retired_at is not null as retired
    from found join bikes b using (bike_id) join bike_models m on m.id = b.model_id
    order by b.withdrawn_at is not null, b.bike_id limit ${MOST}`);
  const bikes = rows.map((row) => Row.parse(row));
  const inUse = bikes.filter(({ withdrawn }) => !withdrawn);
  return inUse.length > 0 ? inUse : bikes;
}
