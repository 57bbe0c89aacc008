import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { asTenant } from "./as-tenant";
import { openTestDatabase, type TestDatabase } from "./test-database";

const OEMS = 4;
const BIKES_OF_EACH = 5_000;

let suite: TestDatabase;
let oemId: string;
let fleetId: string;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  const tables = ["organisations", "bike_models", "bikes", "fleet_assignments", "component_periods"];
  for (const table of tables)
    await suite.owner.execute(sql`alter table ${sql.identifier(table)} set (autovacuum_enabled = false)`);
  await suite.owner.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = 0`);
    await transaction.execute(sql`
      insert into organisations (name, kind) select 'Oem ' || n, 'oem'::organisation_kind from generate_series(1, ${OEMS}::integer) n
      union all select 'Fleet ' || n, 'fleet' from generate_series(1, 20) n`);
    await transaction.execute(sql`
      insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
      select id, 'M' || n, 'M' || n, 'city', 'G', 500, 'M', 700, 900 from organisations, generate_series(1, 5) n where kind = 'oem'`);
    await transaction.execute(sql`
      insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
      select upper(replace(o.name, ' ', '-')) || '-' || n, o.id, m.id, 'F' || n, 'F' || n
      from organisations o, generate_series(1, ${BIKES_OF_EACH}::integer) n, bike_models m
      where o.kind = 'oem' and m.oem_id = o.id and m.code = 'M' || (n % 5 + 1)`);
    await transaction.execute(sql`
      insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
      select b.oem_id, b.bike_id, b.seq, f.id from bikes b
      join organisations f on f.name = 'Fleet ' || (hashtext(b.bike_id) & 15) + 1`);
  });
  const idOf = async (name: string) =>
    String((await suite.owner.execute(sql`select id from organisations where name = ${name}`))[0]?.id);
  [oemId, fleetId] = [await idOf("Oem 2"), await idOf("Fleet 3")];
});
afterAll(() => suite.close());

/** Pages that a tenant's question reads. */
async function pages(tenant: string, question: SQL): Promise<number> {
  const plan = await asTenant(
    tenant,
    (transaction) =>
      transaction.execute<{ "QUERY PLAN": string }>(sql`explain (analyze, buffers, costs off) ${question}`),
    suite.stores.tenant,
  );
  const [, hit, read] =
    /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(
      plan.map((line) => line["QUERY PLAN"]).join("\n"),
    ) ?? [];
  return Number(hit ?? 0) + Number(read ?? 0);
}

const models = sql`select m.code, o.name from bike_models m join organisations o on o.id = m.oem_id`;
const oems = sql`select id, name from organisations where kind = 'oem' and closed_at is null`;
const bike = sql`select * from bikes where bike_id = 'OEM-3-777'`;

describe.each(["without statistics", "with statistics"])("the wall, %s", (when) => {
  beforeAll(async () => {
    if (when === "with statistics") await suite.owner.execute(sql`analyze`);
  });

  it("asks no bikes to tell an OEM its models and organisations", async () => {
    expect(await pages(oemId, models)).toBeLessThan(60);
    expect(await pages(oemId, oems)).toBeLessThan(150);
  });

  it("asks few rows to tell a fleet whose bikes it has", async () => {
    expect(await pages(fleetId, oems)).toBeLessThan(200);
  });

  it("asks a fleet's own assignments to tell it of a bike, and none of others", async () => {
    expect(await pages(fleetId, bike)).toBeLessThan(300);
  });

  it("shows what is of the tenant, and of its bikes", async () => {
    const count = async (tenant: string, question: SQL) =>
      (await asTenant(tenant, (transaction) => transaction.execute(question), suite.stores.tenant)).length;
    const ids = sql`select bike_id from bikes`;
    const [own] = await suite.owner.execute<{ bikes: number; oems: number; models: number }>(sql`
      select count(*)::integer as bikes, count(distinct a.oem_id)::integer as oems, count(distinct b.model_id)::integer as models
      from fleet_assignments a join bikes b on b.bike_id = a.bike_id where a.fleet_id = ${fleetId}`);
    expect(await count(oemId, models)).toBe(5);
    expect(await count(oemId, oems)).toBe(1);
    expect(await count(oemId, ids)).toBe(BIKES_OF_EACH);
    expect(own).toEqual({
      bikes: await count(fleetId, ids),
      oems: await count(fleetId, oems),
      models: await count(fleetId, models),
    });
  });
});
