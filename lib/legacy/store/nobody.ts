import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** The maker's model of bikes that are nobody's: a bike has a model of its own organisation. Its figures mean nothing. */
export const NOBODYS_MODEL = "UNDECIDED";
/** The maker's bike that keeps what was entered for an OEM in bikes that turned out not to be that OEM's; it is no bike. */
export const SET_ASIDE = "SET-ASIDE";

/**
 * The organisation that bikes are of while they are nobody's, with what it needs for that: no tenant sees them there.
 * @throws AppError `unavailable` where there is no organisation of the maker yet.
 */
export async function nobody(transaction: Database): Promise<string> {
  const [maker] = await transaction.execute<{ id: string }>(
    sql`select id from organisations where kind = 'maker' order by created_at, id limit 1`,
  );
  if (!maker)
    throw new AppError("unavailable", "Expected an organisation of the maker, to which undecided bikes go.");
  await transaction.execute(sql`
    insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    values (${maker.id}, ${NOBODYS_MODEL}, 'Not decided yet', 'city', 'none', 500, 'none', 700, 900)
    on conflict (oem_id, code) do nothing`);
  await transaction.execute(sql`
    insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal, withdrawn_at)
    select ${SET_ASIDE}, oem_id, id, '?' || ${SET_ASIDE}, '?' || ${SET_ASIDE}, now() from bike_models
    where oem_id = ${maker.id} and code = ${NOBODYS_MODEL} on conflict (bike_id) do nothing`);
  return maker.id;
}
