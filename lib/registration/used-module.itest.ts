import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { moveModule } from "@/lib/bikes/move-module";
import { createClient } from "@/lib/clients/create-client";
import { asTenant } from "@/lib/db/as-tenant";
import { BikeEntity } from "@/lib/domain/bike-entity";
import { BikeId } from "@/lib/domain/packet";
import { listBatchFindings } from "./list-batch-findings";
import { type MadeFile, makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { MADE_COLUMNS } from "./testing/right-row";
import { type SeededWorld, seedWorld } from "./testing/seed-world";

const MODULE = MADE_COLUMNS.indexOf("module_serial");

let suite: RegistrationSuite;
let aral: SeededWorld;
let belt: SeededWorld;
let bikeId: BikeId;
let used: string;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
  const file = makeFile({ seed: 61, rows: 2, errors: 0 });
  aral = await seedWorld(suite.owner, "Aral", file);
  belt = await seedWorld(suite.owner, "Belt", makeFile({ seed: 62, rows: 1, errors: 0 }));
  // Of no kind of component it is known which were made.
  await suite.owner.execute(sql`delete from produced_kinds`);
  await suite.send(aral, file);
  const [row = []] = file.rows;
  bikeId = BikeId.parse(row[0]);
  used = row[MODULE] ?? "";
  const at = "2026-11-20T08:00:00Z";
  await moveModule(aral.author, { bikeId, serial: "IM-FRESH-1", at, reason: "module failed" }, suite.stores);
});
afterAll(() => suite.close());

/** A right file of one bike, with a module. */
function fileWith(module: string, seed: number): Pick<MadeFile, "header" | "rows"> & { bikeId: string } {
  const { header, rows } = makeFile({ seed, rows: 1, errors: 0 });
  const changed = rows.map((row) => row.map((cell, index) => (index === MODULE ? module : cell)));
  return { header, rows: changed, bikeId: changed[0]?.[0] ?? "" };
}

async function newest(id: string): Promise<BikeEntity> {
  const [row] = await suite.ask(
    sql`select entity from outbox where bike_id = ${id} order by id desc limit 1`,
  );
  return BikeEntity.parse(row?.entity);
}

describe("a module that was in a bike and reports as that", () => {
  it.each([
    ["another organisation", "in-another-bike", () => belt, 71],
    ["its own organisation", "module-voice", () => aral, 72],
  ])("is registered in no bike of %s, and the dry run says so", async (_, check, world, seed) => {
    const file = fileWith(used, seed);
    for (const kind of ["dry-run", "registration"] as const) {
      const batch = await suite.send(world(), file, kind);
      expect(batch).toMatchObject({ registered: 0, failed: 1 });
      const { rows } = await listBatchFindings(world().author, { batchId: batch.id }, suite.stores);
      expect(rows[0]?.findings).toMatchObject([{ column: "module_serial", check }]);
      expect(JSON.stringify(rows)).not.toContain(bikeId);
    }
    expect(await suite.ask(sql`select bike_id from bikes where bike_id = ${file.bikeId}`)).toEqual([]);
    expect(await newest(bikeId)).not.toHaveProperty("readings_out");
  });

  it("is given by the database to nobody else, and not to another bike", async () => {
    const file = fileWith("", 73);
    await suite.send(aral, file);
    const make = (oemId: string) => sql`
      select id from make_components(${oemId}, array['module']::component_kind[], array[${used}],
        array[${used.replaceAll("-", "")}], array[null::text], array[null::text], array[${file.bikeId}])`;
    const others = await asTenant(
      belt.oemId,
      async (it) => [...(await it.execute(make(belt.oemId)))],
      suite.stores.tenant,
    );
    expect(others).toEqual([]);
    const put = asTenant(
      aral.oemId,
      async (transaction) => {
        const [made] = await transaction.execute<{ id: string }>(make(aral.oemId));
        await transaction.execute(sql`
        insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from)
        select oem_id, ${made?.id}, bike_id, seq, 'module', now() from bikes where bike_id = ${file.bikeId}`);
      },
      suite.stores.tenant,
    );
    await expect(put).rejects.toMatchObject({ cause: { constraint_name: "module_of_one_voice" } });
  });
});

describe("a bike whose id a module in another bike reports", () => {
  it("is registered without a module of its own organisation's only", async () => {
    const { header, rows, bikeId: claimed } = fileWith("IM-FRESH-2", 74);
    const client = { name: "app", organisation: "Aral", scopes: ["read" as const], bikes: [claimed] };
    await createClient({ kind: "console", command: "test" }, client, suite.owner);
    const told = { bikeId, serial: "IM-FRESH-3", reportsAs: BikeId.parse(claimed), reason: "module failed" };
    await moveModule(aral.author, told, suite.stores);
    const without = fileWith("", 74).rows;
    expect(await suite.send(belt, { header, rows })).toMatchObject({ registered: 0, failed: 1 });
    expect(await suite.send(belt, { header, rows: without })).toMatchObject({ registered: 0, failed: 1 });
    expect(await suite.send(aral, { header, rows })).toMatchObject({ registered: 0, failed: 1 });
    expect(await suite.send(aral, { header, rows: without })).toMatchObject({ registered: 1, failed: 0 });
    expect((await newest(claimed)).readings_out).toMatchObject([{ bike_id: bikeId, to: null }]);
  });
});
