import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** For browser tests: a bike of an organisation that is there, of a model of its own. @param owner of the owner's login. */
export async function registerBike(
  owner: Database,
  { bikeId, frame, oem }: { bikeId: string; frame: string; oem: string },
): Promise<void> {
  await owner.execute(sql`
    with model as (
      insert into bike_models
        (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      select id, ${bikeId}, 'Lookup City', 'city', 'G1', 500, 'M7', 700, 900 from organisations where name = ${oem}
      returning id, oem_id
    )
    insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
    select ${bikeId}, oem_id, id, ${frame}, ${frame.replace(/[ -]/g, "")} from model`);
}
