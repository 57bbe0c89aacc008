import { type SQL, sql } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { record } from "@/lib/audit/record";
import type { Database } from "@/lib/db/client";
import type { ComponentKind } from "@/lib/domain/master-data";

const author: Author = { kind: "console", command: "seed-demo" };
const BIKES_AT_ONCE = 1_000;
/** Greater than the versions that demo fleets had before master data knew them, and which topics may still hold. */
const FIRST_VERSION = 3;

/** A bike of the local stack's fleet, as it is registered. Organisations by name, plant and model by code; times in ms. */
export interface DemoBike {
  readonly bikeId: string;
  readonly oem: string;
  readonly plant: string;
  readonly model: string;
  readonly frameNumber: string;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly firmware: string;
  readonly registeredAt: number;
  readonly components: readonly {
    readonly kind: ComponentKind;
    readonly serial: string;
    readonly partNumber: string;
  }[];
  readonly assignments: readonly {
    readonly fleet: string;
    readonly from: number | null;
    readonly to: number | null;
  }[];
}

/**
 * Registers the bikes that are not there yet; those that are stay as they are, whatever became of them.
 * @returns how many were registered now.
 * @throws Error when an organisation, a plant or a model is not there.
 */
export async function seedDemoBikes(db: Database, bikes: readonly DemoBike[]): Promise<number> {
  let made = 0;
  for (let from = 0; from < bikes.length; from += BIKES_AT_ONCE)
    made += await db.transaction((transaction) =>
      register(transaction, bikes.slice(from, from + BIKES_AT_ONCE)),
    );
  return made;
}

async function register(transaction: Database, bikes: readonly DemoBike[]): Promise<number> {
  await refuseUnknown(transaction, bikes);
  const asked = sql`jsonb_to_recordset(${JSON.stringify(bikes)}::text::jsonb) as b ("bikeId" text, oem text, plant text,
    model text, "frameNumber" text, imei text, iccid text, firmware text, "registeredAt" bigint, components jsonb,
    assignments jsonb)`;
  const made = await transaction.execute<{ bike_id: string }>(sql`
    insert into bikes (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, imei, iccid, firmware, version,
      registered_at, produced_on)
    select b."bikeId", o.id, p.id, m.id, b."frameNumber", ${normal(sql`b."frameNumber"`)}, b.imei, b.iccid, b.firmware,
      ${FIRST_VERSION}, ${moment(sql`b."registeredAt"`)}, (${moment(sql`b."registeredAt"`)} - interval '20 days')::date
    from ${asked}
    join organisations o on o.name = b.oem
    join plants p on p.oem_id = o.id and p.code = b.plant
    join bike_models m on m.oem_id = o.id and m.code = b.model
    order by b."bikeId"
    on conflict do nothing returning bike_id`);
  if (made.length === 0) return 0;
  const ids = sql`${sql.param(made.map(({ bike_id }) => bike_id))}::text[]`;
  const parts = sql`select o.id as oem_id, r.bike_id, r.seq, c.kind::component_kind as kind, c.serial,
      ${normal(sql`c.serial`)} as normal, c."partNumber" as part
    from ${asked}
    join bikes r on r.bike_id = b."bikeId" and r.bike_id = any(${ids})
    join organisations o on o.id = r.oem_id
    cross join lateral jsonb_to_recordset(b.components) as c (kind text, serial text, "partNumber" text)`;
  await transaction.execute(sql`
    with parts as (${parts}),
    components_made as (
      select p.oem_id, m.* from (
        select oem_id, array_agg(kind) as kinds, array_agg(serial) as serials, array_agg(normal) as normals,
          array_agg(part) as numbers, array_agg(null::text) as firmwares,
          array_agg(case kind when 'module' then bike_id end) as reporting
        from parts group by oem_id
      ) p cross join lateral make_components(p.oem_id, p.kinds, p.serials, p.normals, p.numbers, p.firmwares, p.reporting) m
    )
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from)
    select distinct on (c.id) p.oem_id, c.id, p.bike_id, p.seq, p.kind, c.free_since
    from parts p join components_made c on c.kind = p.kind and c.serial_normal = p.normal
    where not exists (
      select from component_periods taken
      where taken.component_id = c.id and taken.valid_to is null and taken.voided_at is null)
    order by c.id, p.bike_id`);
  await transaction.execute(sql`
    insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id, valid_from, valid_to)
    select r.oem_id, r.bike_id, r.seq, f.id, ${moment(sql`a."from"`)}, ${moment(sql`a."to"`)}
    from ${asked}
    join bikes r on r.bike_id = b."bikeId" and r.bike_id = any(${ids})
    cross join lateral jsonb_to_recordset(b.assignments) as a (fleet text, "from" bigint, "to" bigint)
    join organisations f on f.name = a.fleet`);
  await transaction.execute(sql`select write_entities(${ids})`);
  const details = { bikes: made.length, first: made[0]?.bike_id };
  await record(transaction, { author, verb: "seed-demo-bikes", subject: "bikes", details });
  return made.length;
}

/** As numbers are compared: upper case, without spaces and signs. */
const normal = (text: SQL): SQL => sql`upper(regexp_replace(${text}, '[[:space:]._/-]+', '', 'g'))`;
const moment = (ms: SQL): SQL => sql`to_timestamp(${ms} / 1000.0)`;

async function refuseUnknown(transaction: Database, bikes: readonly DemoBike[]): Promise<void> {
  const named = bikes.flatMap(({ oem, plant, model, assignments }) => [
    { oem, plant, model },
    ...assignments.map(({ fleet }) => ({ oem: fleet, plant: null, model: null })),
  ]);
  const distinct = [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
  const [missing] = await transaction.execute<{ oem: string; plant: string; model: string }>(sql`
    select n.oem, n.plant, n.model
    from jsonb_to_recordset(${JSON.stringify(distinct)}::text::jsonb) as n (oem text, plant text, model text)
    left join organisations o on o.name = n.oem
    where o.id is null
      or (n.plant is not null and not exists (select from plants p where p.oem_id = o.id and p.code = n.plant))
      or (n.model is not null and not exists (select from bike_models m where m.oem_id = o.id and m.code = n.model))
    limit 1`);
  if (!missing) return;
  const { oem, plant, model } = missing;
  const what = plant === null ? `"${oem}"` : `"${oem}" with plant ${plant} and model ${model}`;
  throw new Error(`expected the organisation ${what} to be there: run npm run setup`);
}
