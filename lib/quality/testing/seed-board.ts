import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

/** For suites: a plant and a model of Veloform named by `run`, and four bikes tried there, three of which passed. @returns the plant's id. */
export async function seedBoard(db: Database, run: string): Promise<string> {
  const [plant] = await db.execute<{ id: string }>(sql`
    insert into plants (oem_id, code, name)
    select id, ${`R${run}`}, ${`Review ${run}`} from organisations where name = 'Veloform' returning id`);
  const plantId = plant?.id ?? "";
  await db.execute(sql`
    insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    select oem_id, ${`R${run}`}, ${`Old ${run}`}, 'city', ${`G${run}`}, 500, 'M7', 700, 900 from plants where id = ${plantId}`);
  await db.execute(sql`
    insert into registration_items (oem_id, item_key, plant_id, first_batch_id, first_at, first_reasons, registered_at)
    select oem_id, ${run} || n, id, gen_random_uuid(), now(), case when n < 4 then '{}'::text[] else '{look-alike}' end, now()
    from plants, generate_series(1, 4) n where id = ${plantId}`);
  return plantId;
}

/** For suites: frame number and version of a bike as they are stored. */
export async function storedFrame(db: Database, bikeId: string): Promise<unknown> {
  const [bike] = await db.execute(sql`select frame_number, version from bikes where bike_id = ${bikeId}`);
  return bike;
}
