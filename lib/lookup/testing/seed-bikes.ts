import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";

type Owner = Pick<Database, "execute">;

interface SeededOrganisations {
  readonly oemIds: readonly string[];
  readonly fleetIds: readonly string[];
}

/** Components of each bike; motors and batteries of every fifth were changed in 2025. */
const COMPONENTS = [
  { kind: "motor", mark: "MX", factor: 3_141_593 },
  { kind: "battery", mark: "BT", factor: 5_772_157 },
  { kind: "display", mark: "DS", factor: 1_618_033 },
  { kind: "remote", mark: "RC", factor: 4_669_201 },
  { kind: "module", mark: "TM", factor: 2_502_907 },
] as const;
const REPLACED = [
  { kind: "motor", mark: "MX", factor: 9_159_667 },
  { kind: "battery", mark: "BT", factor: 6_604_161 },
] as const;
const CHANGED = sql.raw("timestamptz '2025-06-01T08:00:00Z'");

/** Whole numbers below 10 ^ `digits`, another for each bike `i`, and not one after the other. */
const spread = (digits: number, factor: number): SQL =>
  sql.raw(`lpad(((i * ${factor} + ${factor % 9_973}) % ${10 ** digits})::text, ${digits}, '0')`);

const luhn = (digits: SQL): SQL => sql`(select ${digits} || (10 - sum(case when at % 2 = 0
  then (d * 2) / 10 + (d * 2) % 10 else d end) % 10) % 10 from (select at, substr(${digits}, at, 1)::int as d
  from generate_series(1, 14) at) as each_digit)`;

/**
 * For suites and benches: bikes of two OEMs, half in the fleet of each, with all their numbers and five components, past
 * ones among them. Numbers are spread, not consecutive: of neighbours nobody could tell which was meant.
 * @param owner of the owner's login.
 */
export async function seedBikes(owner: Owner, count: number): Promise<SeededOrganisations> {
  const oemIds: string[] = [];
  const fleetIds: string[] = [];
  for (const name of ["Nordrad", "Suedrad"]) {
    oemIds.push(await organisation(owner, name, "oem"));
    fleetIds.push(await organisation(owner, `${name} Verleih`, "fleet"));
  }
  await owner.execute(sql`insert into bike_models
    (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    select id, 'C1', 'Cityline', 'city', 'G1', 500, 'M7', 700, 900 from organisations
    where id = any (${sql.param(oemIds)}::uuid[])`);
  await owner.execute(sql`insert into bikes
    (bike_id, oem_id, model_id, frame_number, frame_normal, fnuci, battery_passport, imei, iccid, registered_at)
    select bike_id, m.oem_id, m.id, frame, replace(frame, ' ', ''), fnuci, passport, imei, iccid,
      timestamptz '2024-01-01' + i * interval '1 minute'
    from (
      select i, 'LB-' || lpad(i::text, 7, '0') as bike_id,
        chr((65 + i % 8)::int) || 'R' || (23 + i % 3) || ' ' || ${spread(7, 7_919_377)} as frame,
        upper(substr(md5('fnuci' || i), 1, 10)) as fnuci,
        case when i % 3 > 0 then 'DEBAT' || ${spread(9, 618_033_989)} || ${spread(5, 31_643)} end as passport,
        ${luhn(sql.raw(`(35672310 + i % 4)::text || lpad(((i * 618_033 + 7_919) % 1_000_000)::text, 6, '0')`))} as imei,
        '8949' || ${spread(8, 27_182_819)} || ${spread(7, 1_414_213)} as iccid
      from generate_series(1, ${count}::bigint) i
    ) as made
    join bike_models m on m.oem_id = (${sql.param(oemIds)}::uuid[])[1 + (made.i % 2)::int]`);
  for (const component of COMPONENTS) await addComponents(owner, component, false);
  for (const component of REPLACED) await addComponents(owner, component, true);
  await owner.execute(sql`insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
    select oem_id, bike_id, seq, (${sql.param(fleetIds)}::uuid[])[array_position(${sql.param(oemIds)}::uuid[], oem_id)]
    from bikes where bike_id like 'LB-%' and substr(bike_id, 4)::int % 4 < 2`);
  return { oemIds, fleetIds };
}

async function organisation(owner: Owner, name: string, kind: string): Promise<string> {
  const [row] = await owner.execute<{ id: string }>(
    sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`,
  );
  if (!row) throw new Error("the seed stored no organisation");
  return row.id;
}

async function addComponents(
  owner: Owner,
  { kind, mark, factor }: { kind: string; mark: string; factor: number },
  isPast: boolean,
): Promise<void> {
  const wasChanged = kind === "motor" || kind === "battery" ? sql.raw("i % 5 = 0") : sql.raw("false");
  await owner.execute(sql`
    with made as (
      select b.bike_id, b.seq, b.oem_id, i, ${mark} || '-' || (2301 + i % 150) || '-' || ${spread(7, factor)} as serial
      from bikes b cross join lateral (select substr(b.bike_id, 4)::bigint as i) as of_bike
      where b.bike_id like 'LB-%' and ${isPast ? wasChanged : sql.raw("true")}
    ), kept as (
      insert into components (oem_id, kind, serial, serial_normal)
      select oem_id, ${kind}::component_kind, serial, replace(serial, '-', '') from made returning id, serial
    )
    insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to)
    select made.oem_id, kept.id, made.bike_id, made.seq, ${kind}::component_kind,
      case when ${isPast ? sql.raw("false") : wasChanged} then ${CHANGED} end,
      case when ${isPast ? sql.raw("true") : sql.raw("false")} then ${CHANGED} end
    from made join kept using (serial)`);
}
