import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/lib/db/client";
import { COMPONENT_SLOTS, kindOf } from "@/lib/domain/master-data";
import type { StoredBike } from "../checks/candidate";
import { normalValue } from "../checks/values/normal-value";

export interface StoredRecord {
  /** Null for a bike that turned out to be another one: nothing is registered under its id any more. */
  readonly bike: StoredBike | null;
  readonly batchId: string | null;
}

const Row = z.object({
  bike_id: z.string(),
  frame_number: z.string(),
  model_code: z.string(),
  produced_on: z.string().nullable(),
  fnuci: z.string().nullable(),
  battery_passport: z.string().nullable(),
  imei: z.string().nullable(),
  iccid: z.string().nullable(),
  firmware: z.string().nullable(),
  batch_id: z.string().nullable(),
  merged_into: z.string().nullable(),
  components: z
    .array(z.object({ slot: z.enum(COMPONENT_SLOTS), serial: z.string(), part: z.string().nullable() }))
    .nullable(),
});

/** Bikes of the tenant by their ids, withdrawn ones left out. */
export async function loadStoredBikes(
  transaction: Database,
  bikeIds: readonly string[],
): Promise<Map<string, StoredRecord>> {
  // Components are gathered once for all bikes: a question for each bike reads the whole table while it has no statistics.
  const ids = sql`${sql.param([...bikeIds])}::text[]`;
  const rows = await transaction.execute(sql`
    with fitted as materialized (
      select p.bike_id, jsonb_agg(jsonb_build_object('slot', p.kind, 'serial', c.serial, 'part', c.part_number)) as components
      from component_periods p join components c on c.id = p.component_id
      where p.bike_id = any(${ids}) and p.valid_to is null and p.voided_at is null
      group by p.bike_id
    )
    select b.bike_id, b.frame_number, m.code as model_code, b.produced_on::text, b.fnuci, b.battery_passport, b.imei,
      b.iccid, b.firmware, b.batch_id, b.merged_into, f.components
    from bikes b join bike_models m on m.id = b.model_id left join fitted f on f.bike_id = b.bike_id
    where b.bike_id = any(${ids}) and (b.withdrawn_at is null or b.merged_into is not null)`);
  return new Map(rows.map((row) => recordOf(Row.parse(row))));
}

function recordOf(row: z.infer<typeof Row>): [string, StoredRecord] {
  const bike = {
    bikeId: row.bike_id,
    frameNumber: row.frame_number,
    frameNormal: normalValue("frame_number", row.frame_number),
    modelCode: row.model_code,
    producedOn: row.produced_on ?? "",
    fnuci: row.fnuci,
    batteryPassport: row.battery_passport,
    imei: row.imei,
    iccid: row.iccid,
    firmware: row.firmware,
    components: (row.components ?? []).map((each) => ({ ...each, kind: kindOf(each.slot) })),
  };
  return [row.bike_id, { bike: row.merged_into === null ? bike : null, batchId: row.batch_id }];
}
