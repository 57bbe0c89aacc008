import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { NOBODYS_MODEL, SET_ASIDE } from "./nobody";
import type { BikeRow } from "./plan";

/**
 * Gives bikes to other organisations, or to nobody, bare of all that was entered for the ones before: their facts and periods
 * are set aside at the maker's, and their past numbers forgotten, so that none learns of another. Numbers come afterwards.
 */
export async function handOver(transaction: Database, rows: readonly BikeRow[]): Promise<void> {
  if (rows.length === 0) return;
  const bikeIds = sql`${sql.param(rows.map(({ bike_id }) => bike_id))}::text[]`;
  const moves = JSON.stringify(rows.map(({ bike_id, oem_id, model }) => ({ bike_id, oem_id, model })));
  // One statement: keys ask at its end whether what belongs together has one organisation.
  await transaction.execute(sql`
    with aside as (
      select bike_id, seq, oem_id from bikes where bike_id = ${SET_ASIDE}
    ), facts as (
      update bike_facts f set bike_id = a.bike_id, oem_id = a.oem_id, believed = 0 from aside a where f.bike_id = any (${bikeIds})
    ), periods as (
      update component_periods p set bike_id = a.bike_id, bike_seq = a.seq, oem_id = a.oem_id from aside a
      where p.bike_id = any (${bikeIds})
    )
    update bikes b set oem_id = g.oem_id, model_id = m.id, frame_number = '?' || b.bike_id, frame_normal = '?' || b.bike_id,
      fnuci = null, battery_passport = null, imei = null, iccid = null, produced_on = null, firmware = null,
      withdrawn_at = case when g.model = ${NOBODYS_MODEL} and m.oem_id = (select oem_id from aside) then now() end
    from jsonb_to_recordset(${moves}::jsonb) as g (bike_id text, oem_id uuid, model text)
    join bike_models m on m.oem_id = g.oem_id and m.code = g.model
    where b.bike_id = g.bike_id`);
  await forgetVoices(transaction, bikeIds);
  await transaction.execute(sql`delete from bike_numbers where bike_id = any (${bikeIds})`);
}

/** A module that was never in a bike must not take its readings along into the next one. @param bikeIds an array. */
export const forgetVoices = (transaction: Database, bikeIds: SQL) =>
  transaction.execute(sql`
    update components c set reports_as = null where c.reports_as = any (${bikeIds})
      and not exists (select from component_periods p where p.component_id = c.id and p.voided_at is null)`);
