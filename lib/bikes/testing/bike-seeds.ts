import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";

export interface BikeSeeds {
  organisation(name: string, kind: OrganisationKind): Promise<string>;
  /** Somebody who exists. */
  somebody(role: Role, organisationId: string, kind: OrganisationKind): Promise<UserActor>;
  /** A registered bike with what it is made of, by kind. */
  bike(id: string, oemId: string, components?: Readonly<Record<string, string>>): Promise<BikeId>;
}

/** For suites: ways to fill a database with bikes. */
export function bikeSeeds(owner: Database): BikeSeeds {
  return {
    organisation: (name, kind) =>
      idFrom(owner, sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`),
    async somebody(role, organisationId, kind) {
      const email = `${crypto.randomUUID()}@x.example`;
      const id = await idFrom(
        owner,
        sql`insert into users (organisation_id, email, name) values (${organisationId}, ${email}, ${`The ${role}`}) returning id`,
      );
      const organisation = { id: organisationId, name: kind, kind };
      return { kind: "user", id, name: `The ${role}`, email, organisation, roles: [role] };
    },
    async bike(text, oemId, components = {}) {
      const bikeId = BikeId.parse(text);
      const modelId = await modelOf(owner, oemId);
      const seq = await idFrom(
        owner,
        sql`insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
          values (${bikeId}, ${oemId}, ${modelId}, ${`F-${bikeId}`}, ${`F${bikeId.replaceAll("-", "")}`}) returning seq as id`,
      );
      for (const [kind, serial] of Object.entries(components)) {
        const reports = kind === "module" ? bikeId : null;
        const id = await idFrom(
          owner,
          sql`insert into components (oem_id, kind, serial, serial_normal, reports_as)
            values (${oemId}, ${kind === "battery_2" ? "battery" : kind}, ${serial}, ${serial.replaceAll("-", "").toUpperCase()}, ${reports}) returning id`,
        );
        await owner.execute(sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind)
          values (${oemId}, ${id}, ${bikeId}, ${seq}, ${kind})`);
      }
      return bikeId;
    },
  };
}

/** One of any numbers: those of others have patterns, by which numbers that are made up are refused. */
async function modelOf(owner: Database, oemId: string): Promise<string> {
  const [known] = await owner.execute<{ id: string }>(
    sql`select id from bike_models
      where oem_id = ${oemId} and frame_pattern is null and serial_patterns = '{}' order by code limit 1`,
  );
  return (
    known?.id ??
    idFrom(
      owner,
      sql`insert into bike_models
        (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
        values (${oemId}, 'M1', 'Trekker 625', 'trekking', 'G1', 625, 'M7', 700, 900) returning id`,
    )
  );
}

async function idFrom(owner: Database, query: ReturnType<typeof sql>): Promise<string> {
  const [row] = await owner.execute<{ id: string }>(query);
  if (!row) throw new Error("The seed stored nothing.");
  return row.id;
}
