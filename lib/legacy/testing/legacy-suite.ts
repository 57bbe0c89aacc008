import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/actor";
import type { CandidateRow } from "@/lib/registration/checks/model";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { textCell } from "@/lib/spreadsheet/cell";

const USER = "6f1c1f7e-0000-4000-8000-000000000001";

/** For suites: a steward of the maker. */
export const steward: UserActor = {
  kind: "user",
  id: USER,
  name: "Stella",
  email: "stella@example.org",
  organisation: { id: "6f1c1f7e-0000-4000-8000-000000000000", name: "Maker", kind: "maker" },
  roles: ["steward"],
};

export const personOf = (oemId: string): UserActor => ({
  ...steward,
  organisation: { id: oemId, name: "OEM", kind: "oem" },
  roles: ["oem"],
});

export const rowsOf = (...rows: Partial<Record<ColumnKey, string>>[]): CandidateRow[] =>
  rows.map((values, at) => ({
    number: at + 2,
    values: Object.fromEntries(Object.entries(values).map(([key, text]) => [key, textCell(text)])),
  }));

/** For suites: an OEM with models T1 and T2. @param owner of the owner's login. */
export const seedModels = (owner: Database, name: string): Promise<string> =>
  seedModelsOf(owner, randomUUID(), name);

/** The same by an id that the suite has chosen. */
export async function seedModelsOf(owner: Database, oemId: string, name: string): Promise<string> {
  await owner.execute(sql`insert into organisations (id, name, kind) values (${oemId}, ${name}, 'oem')`);
  for (const code of ["T1", "T2"])
    await owner.execute(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      values (${oemId}, ${code}, ${`Model ${code}`}, 'city', ${`G${code}`}, 500, 'M7', 700, 900)`);
  return oemId;
}

/** For suites: the organisation that the steward is of. */
export const seedMaker = (owner: Database) =>
  owner.execute(
    sql`insert into organisations (id, name, kind) values (${steward.organisation.id}, 'Maker', 'maker')`,
  );

/** All that is stored, believed and open of bikes whose ids begin so, whoever has them. */
export async function stateOfBikes(db: Database, prefix: string): Promise<unknown> {
  const bikes = await db.execute(sql`
    select b.bike_id, o.name as owner, m.code as model, b.frame_number, b.frame_normal, b.fnuci, b.produced_on::text, b.firmware,
      b.withdrawn_at is not null as is_withdrawn,
      (select jsonb_agg(jsonb_build_array(p.kind, c.kind, c.serial_normal, c.oem_id) order by p.kind) from component_periods p
        join components c on c.id = p.component_id where p.bike_id = b.bike_id and p.voided_at is null and p.valid_to is null) as parts
    from bikes b join bike_models m on m.id = b.model_id join organisations o on o.id = b.oem_id
    where starts_with(b.bike_id, ${prefix}) order by b.bike_id`);
  const facts = await db.execute(sql`
    select distinct bike_id, oem_id, fact, value, source, trust, believed from bike_facts where starts_with(bike_id, ${prefix})
    order by bike_id, fact, value, source, trust`);
  const open = await db.execute(sql`
    select o.name as told_to, c.kind, fingerprint, bike_ids, details from contradictions c join organisations o on o.id = c.oem_id
    where starts_with(bike_ids[1], ${prefix}) and decided_at is null order by fingerprint`);
  return { bikes: [...bikes], facts: [...facts], open: [...open] };
}

/** All that is believed and open, without what says when. */
export async function stateOf(db: Database, oemId: string): Promise<unknown> {
  const bikes = await db.execute(sql`
    select b.bike_id, m.code as model, b.frame_number, b.frame_normal, b.fnuci, b.imei, b.iccid, b.produced_on::text, b.firmware,
      (select jsonb_agg(jsonb_build_array(p.kind, c.kind, c.serial_normal) order by p.kind) from component_periods p
        join components c on c.id = p.component_id where p.bike_id = b.bike_id and p.voided_at is null and p.valid_to is null) as parts
    from bikes b join bike_models m on m.id = b.model_id where b.oem_id = ${oemId} order by b.bike_id`);
  const facts = await db.execute(sql`
    select distinct bike_id, fact, value, source, trust, believed from bike_facts where oem_id = ${oemId} and believed = 1
    order by bike_id, fact, value, source, trust`);
  const open = await db.execute(sql`
    select kind, fingerprint, bike_ids, details from contradictions where oem_id = ${oemId} and decided_at is null
    order by fingerprint`);
  return { bikes: [...bikes], facts: [...facts], open: [...open] };
}
