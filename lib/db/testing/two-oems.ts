import { sql } from "drizzle-orm";
import type { Database } from "../client";

export interface SeededOem {
  readonly oemId: string;
  readonly fleetId: string;
  readonly plantId: string;
  readonly modelId: string;
  readonly bikeId: string;
  readonly batchId: string;
  readonly componentId: number;
}

/** For suites: an OEM with a row in every walled table, and a fleet that has its bike. @param owner of the owner's login. */
export async function seedOem(owner: Database, name: string, reference = "r"): Promise<SeededOem> {
  const one = async (query: ReturnType<typeof sql>): Promise<string> => {
    const [row] = await owner.execute<{ id: string }>(query);
    if (!row) throw new Error("the seed stored nothing");
    return row.id;
  };
  const organisation = (kind: string) =>
    one(sql`insert into organisations (name, kind) values (${`${name} ${kind}`}, ${kind}) returning id`);
  const [oemId, fleetId] = [await organisation("oem"), await organisation("fleet")];
  const plantId = await one(
    sql`insert into plants (oem_id, code, name) values (${oemId}, 'P1', 'Plant') returning id`,
  );
  const modelId = await one(sql`insert into bike_models
    (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    values (${oemId}, 'M1', ${`Model of ${name}`}, 'city', 'G1', 500, 'M7', 700, 900) returning id`);
  const batchId = await one(sql`insert into batches (oem_id, plant_id, kind, file_name, file_hash, created_by)
    values (${oemId}, ${plantId}, 'registration', 'f.csv', 'x', 'test') returning id`);
  const bikeId = `${name.toUpperCase()}-1`;
  const seq = await one(sql`insert into bikes
    (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, imei, batch_id)
    values (${bikeId}, ${oemId}, ${plantId}, ${modelId}, ${`F-${name}`}, ${`F${name}`}, ${`imei ${name}`}, ${batchId})
    returning seq as id`);
  const componentId = Number(
    await one(sql`insert into components (oem_id, kind, serial, serial_normal)
      values (${oemId}, 'motor', ${`m-${name}`}, ${`M${name}`}) returning id`),
  );
  const rider = await one(
    sql`insert into riders (organisation_id, reference) values (${fleetId}, ${reference}) returning id`,
  );
  await owner.execute(sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
    values (${oemId}, ${componentId}, ${bikeId}, ${seq}, 'motor')`);
  await owner.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
    values (${oemId}, ${bikeId}, ${seq}, ${fleetId})`);
  await owner.execute(sql`insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id)
    values (${oemId}, ${bikeId}, ${seq}, ${rider})`);
  await owner.execute(sql`insert into bike_facts (oem_id, bike_id, fact, value, source, trust)
    values (${oemId}, ${bikeId}, 'imei', 'x', 'list', 'list')`);
  await owner.execute(sql`insert into bike_changes (oem_id, bike_id, field, was, is_now)
    values (${oemId}, ${bikeId}, 'firmware', ${`1 of ${name}`}, '2')`);
  await owner.execute(
    sql`insert into outbox (oem_id, bike_id, version, entity) values (${oemId}, ${bikeId}, 1, '{}')`,
  );
  await owner.execute(
    sql`insert into batch_files (batch_id, oem_id, content) values (${batchId}, ${oemId}, '\\x00')`,
  );
  await owner.execute(sql`insert into batch_rows (batch_id, row_number, oem_id, outcome, item_key, cells, findings)
    values (${batchId}, 2, ${oemId}, 'failed', 'k', '[]', '[]')`);
  await owner.execute(sql`insert into registration_items (oem_id, item_key, plant_id, first_batch_id, first_at, first_reasons)
    values (${oemId}, 'k', ${plantId}, ${batchId}, now(), '{}')`);
  await owner.execute(sql`insert into contradictions (oem_id, kind, bike_ids, details, fingerprint, asked_at)
    values (${oemId}, 'k', array[${bikeId}], '{}', ${name}, now())`);
  await owner.execute(sql`insert into corrections (oem_id, bike_id, field, proposed, evidence, proposed_by)
    values (${oemId}, ${bikeId}, 'imei', 'y', 'e', 'test')`);
  await owner.execute(sql`insert into consent_entries
    (id, sender_id, organisation_id, rider_id, purpose, decision, notice_version, language, channel, recorded_by)
    values (gen_random_uuid(), ${fleetId}, ${fleetId}, ${rider}, 'range-model', 'granted', 1, 'en', 'app', 'api-client:x')`);
  return { oemId, fleetId, plantId, modelId, bikeId, batchId, componentId };
}
