import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/actor";
import { normalNumber } from "@/lib/domain/bike-number";
import type { MadeFile } from "./make-file";

export interface SeededWorld {
  readonly oemId: string;
  readonly plantId: string;
  /** One of the OEM's people, with role oem. */
  readonly author: UserActor;
}

/**
 * For suites: an OEM with a plant, and the world that a made file fits: models, what component plants made, and a bike for
 * each component that is in one.
 * @param owner of the owner's login.
 */
export async function seedWorld(
  owner: Database,
  name: string,
  { known }: Pick<MadeFile, "known">,
): Promise<SeededWorld> {
  const [oem] = await owner.execute<{ id: string }>(
    sql`insert into organisations (name, kind) values (${name}, 'oem') returning id`,
  );
  const oemId = oem?.id ?? "";
  const [plant] = await owner.execute<{ id: string }>(
    sql`insert into plants (oem_id, code, name) values (${oemId}, 'P1', 'Plant one') returning id`,
  );
  for (const model of known.models.values())
    await owner.execute(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm,
        report_every_s, frame_pattern, serial_patterns, firmwares, built_from, built_to)
      values (${oemId}, ${model.code}, ${model.name}, 'trekking', 'G1', ${model.batteryWh}, 'M7', 700, 900,
        ${model.framePattern}, ${JSON.stringify(model.serialPatterns)}::jsonb,
        ${sql.param(model.firmwares === null ? null : [...model.firmwares])}::text[], ${model.builtFrom}, ${model.builtTo})`);
  await seedProduced(owner, known);
  await seedHolders(owner, oemId, known);
  const author: UserActor = {
    kind: "user",
    id: randomUUID(),
    name: "Plant",
    email: `${name}@example.org`,
    organisation: { id: oemId, name, kind: "oem" },
    roles: ["oem"],
  };
  return { oemId, plantId: plant?.id ?? "", author };
}

const partsOf = (key: string) => {
  const [kind = "", ...serial] = key.split(" ");
  return { kind, serial: serial.join(" "), normal: normalNumber(serial.join(" ")) };
};

async function seedProduced(owner: Database, { produced, producedKinds }: MadeFile["known"]): Promise<void> {
  const given = [...produced].map(([key, { partNumber, modelCode }]) => ({
    ...partsOf(key),
    part: partNumber ?? "",
    models: modelCode === null ? [] : [modelCode],
  }));
  await owner.execute(sql`
    insert into produced_components (kind, serial_normal, serial, part_number, model_codes, plant, lot)
    select g.kind, g.normal, g.serial, g.part, g.models, 'CP', 'L1'
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as g (kind component_kind, normal text, serial text, part text, models text[])
    on conflict do nothing`);
  for (const kind of producedKinds)
    await owner.execute(sql`insert into produced_kinds (kind) values (${kind}) on conflict do nothing`);
}

async function seedHolders(
  owner: Database,
  oemId: string,
  { componentsInBikes }: MadeFile["known"],
): Promise<void> {
  for (const [at, key] of [...componentsInBikes.keys()].entries()) {
    const { kind, serial, normal } = partsOf(key);
    await owner.execute(sql`
      with bike as (
        insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
        select ${`OLD-${at}-${oemId.slice(0, 4).toUpperCase()}`}, ${oemId}, (select id from bike_models where oem_id = ${oemId} limit 1), ${`OLD ${at}`}, ${`OLD${at}`}
        returning bike_id, seq
      ), component as (
        insert into components (oem_id, kind, serial, serial_normal)
        values (${oemId}, ${kind}::component_kind, ${serial}, ${normal}) returning id
      )
      insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
      select ${oemId}, component.id, bike.bike_id, bike.seq, ${kind}::component_kind from bike, component`);
  }
}
