import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { renameOrganisation } from "@/lib/users/rename-organisation";
import { changeModel } from "./change-model";
import { hold } from "./testing/hold";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { writeDueEntities } from "./working/write-due-entities";

let suite: RegistrationSuite;
beforeEach(async () => {
  suite = await openRegistrationSuite(inject("environment"));
});
afterEach(() => suite.close());

const reason = "a new name";
const admin: UserActor = {
  kind: "user",
  id: randomUUID(),
  name: "Ada",
  email: "ada@example.org",
  organisation: { id: randomUUID(), name: "Maker", kind: "maker" },
  roles: ["admin"],
};

/** Two OEMs of one model each, whose bikes are in one fleet. */
async function seed(bikesOfEach: number) {
  const organisation = async (name: string, kind: string) =>
    String(
      (await suite.ask(sql`insert into organisations (name, kind) values (${name}, ${kind}) returning id`))[0]
        ?.id,
    );
  const [oemId, otherId, fleetId] = [
    await organisation("Aral", "oem"),
    await organisation("Boro", "oem"),
    await organisation("Fleet", "fleet"),
  ];
  await suite.ask(sql`
    insert into bike_models (oem_id, code, name, vehicle_type, hardware_generation, battery_wh, motor, wheel_mm, report_every_s)
    select id, 'M', 'Old', 'city', 'G', 500, 'M', 700, 900 from organisations where kind = 'oem'`);
  await suite.ask(sql`
    insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
    select upper(o.name) || '-' || n, o.id, m.id, 'F' || n, 'F' || n
    from organisations o join bike_models m on m.oem_id = o.id, generate_series(1, ${bikesOfEach}::integer) n`);
  await suite.ask(sql`
    insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id)
    select oem_id, bike_id, seq, ${fleetId}::uuid from bikes where oem_id = ${oemId} or bike_id like '%7'`);
  const [model] = await suite.ask(sql`select id from bike_models where oem_id = ${oemId}`);
  return { oemId, otherId, fleetId, modelId: String(model?.id) };
}

const ended = () => suite.ask(sql`select from entities_due`).then((rows) => rows.length === 0);
const drain = async () => {
  while (!(await ended())) if (!(await writeDueEntities(suite.stores.maker, 30))) await sleep(20);
};
/** Of each OEM's bikes: how many have how many versions and entities, and which names those say. */
const told = () =>
  suite.ask(sql`
    select split_part(b.bike_id, '-', 1) as whose, b.version, count(distinct b.bike_id)::integer as bikes, count(o.id)::integer as entities,
      array_agg(distinct concat_ws(' ', o.entity -> 'oem' ->> 'name', o.entity -> 'model' ->> 'name', o.entity #>> '{assignments,0,fleet_name}')) as names
    from bikes b left join outbox o on o.bike_id = b.bike_id and o.version = b.version group by 1, 2 order by 1, 2`);

describe("a new name", () => {
  it("of an OEM is in the entities of all its bikes and of no others", async () => {
    const { oemId } = await seed(100);
    await renameOrganisation(admin, { id: oemId, name: "Aral AG", reason }, suite.db);
    await drain();
    expect(await told()).toEqual([
      { whose: "ARAL", version: 2, bikes: 100, entities: 100, names: ["Aral AG Old Fleet"] },
      { whose: "BORO", version: 1, bikes: 100, entities: 0, names: [""] },
    ]);
  });

  it("of a fleet is in the entities of the bikes that it has, whoever made them", async () => {
    const { fleetId } = await seed(100);
    await renameOrganisation(admin, { id: fleetId, name: "City fleet", reason }, suite.db);
    await drain();
    expect(await told()).toEqual([
      { whose: "ARAL", version: 2, bikes: 100, entities: 100, names: ["Aral Old City fleet"] },
      { whose: "BORO", version: 1, bikes: 90, entities: 0, names: [""] },
      { whose: "BORO", version: 2, bikes: 10, entities: 10, names: ["Boro Old City fleet"] },
    ]);
  });
});

describe("a change of a model", () => {
  it("reaches a bike that was being registered meanwhile", async () => {
    const { oemId, modelId } = await seed(1);
    const registering = await hold(
      suite.owner,
      sql`with made as (insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
          values ('AAA-1', ${oemId}, ${modelId}, 'F', 'F') returning *)
        insert into outbox (oem_id, bike_id, version, entity)
        select oem_id, bike_id, version, '{"model": {"name": "Old"}}' from made`,
    );
    await changeModel(admin, { modelId, changes: { name: "New" } }, suite.stores);
    expect(await writeDueEntities(suite.stores.maker)).toBe(false);
    await registering.commit();
    await drain();
    expect(
      await suite.ask(sql`
      select entity #>> '{model,name}' as name from outbox where bike_id = 'AAA-1' order by version`),
    ).toEqual([{ name: "Old" }, { name: "New" }]);
  });

  it("that is cut off between bikes goes on where it was, and gives each bike one version", async () => {
    const { modelId } = await seed(100);
    expect(await changeModel(admin, { modelId, changes: { name: "New" } }, suite.stores)).toBe(100);
    while (!(await writeDueEntities(suite.stores.maker, 30))) await sleep(20);
    expect((await told()).map(({ bikes, version }) => [bikes, version])).toEqual([
      [70, 1],
      [30, 2],
      [100, 1],
    ]);
    await drain();
    expect((await told())[0]).toEqual({
      ...{ whose: "ARAL", version: 2, bikes: 100, entities: 100, names: ["Aral New Fleet"] },
    });
  });

  it("survives whoever works on it: a killed process leaves it to the next", async () => {
    const { modelId } = await seed(9_000);
    const program = [
      "--import",
      "tsx",
      "lib/registration/testing/runner-process.ts",
      suite.url,
      suite.tenantUrl,
    ];
    const child = spawn(process.execPath, program, { stdio: "ignore" });
    const left = new Promise((resolve) => child.once("exit", resolve));
    await changeModel(admin, { modelId, changes: { batteryWh: 510 } }, suite.stores);
    const written = async () =>
      Number((await suite.ask(sql`select count(*) as n from bikes where version = 2`))[0]?.n);
    while ((await written()) === 0) await sleep(5);
    child.kill("SIGKILL");
    await left;
    const between = await written();
    expect([between > 0, between < 9_000]).toEqual([true, true]);
    suite.run();
    await expect.poll(ended, { timeout: 30_000 }).toBe(true);
    expect(await told()).toMatchObject([
      { whose: "ARAL", version: 2, bikes: 9_000, entities: 9_000 },
      { whose: "BORO", version: 1, bikes: 9_000 },
    ]);
  });

  it("that no entity tells gives no versions, nor does one to what there is", async () => {
    const { modelId } = await seed(5);
    expect(await changeModel(admin, { modelId, changes: { motor: "M8" } }, suite.stores)).toBe(0);
    expect(await changeModel(admin, { modelId, changes: { name: "Old" } }, suite.stores)).toBe(0);
    expect(await ended()).toBe(true);
  });
});
