import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { moveModule } from "@/lib/bikes/move-module";
import { createClient } from "@/lib/clients/create-client";
import { asTenant } from "@/lib/db/as-tenant";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { BikeEntity } from "@/lib/domain/bike-entity";
import { BikeId } from "@/lib/domain/packet";
import { listBatchFindings } from "./list-batch-findings";
import { type Hold, hold } from "./testing/hold";
import { makeFile } from "./testing/make-file";
import { openRegistrationSuite, type RegistrationSuite } from "./testing/registration-suite";
import { MADE_COLUMNS } from "./testing/right-row";
import { type SeededWorld, seedWorld } from "./testing/seed-world";

interface Oem extends SeededWorld {
  /** A bike without a module. */
  readonly host: BikeId;
}

let suite: RegistrationSuite;
let aral: Oem;
let belt: Oem;
beforeAll(async () => {
  suite = await openRegistrationSuite(inject("environment"));
  suite.run();
  aral = await seedOem("Aral", 91);
  belt = await seedOem("Belt", 92);
});
afterAll(() => suite.close());

/** An OEM whose client sends readings of any bike of these suites, so that its modules may report as one that is none yet. */
async function seedOem(name: string, seed: number): Promise<Oem> {
  const world = await seedWorld(suite.owner, name, makeFile({ seed, rows: 1, errors: 0 }));
  await suite.owner.execute(sql`delete from produced_kinds`);
  const client = { name: "app", organisation: name, scopes: ["read" as const], bikes: ["LI-*"] };
  await createClient({ kind: "console", command: "test" }, client, suite.owner);
  const file = bikeFile(seed);
  expect(await suite.send(world, file)).toMatchObject({ registered: 1 });
  return { ...world, host: file.bikeId };
}

/** A right file of one bike without a module. */
function bikeFile(seed: number) {
  const { header, rows } = makeFile({ seed, rows: 1, errors: 0 });
  const module = MADE_COLUMNS.indexOf("module_serial");
  const bare = rows.map((row) => row.map((cell, at) => (at === module ? "" : cell)));
  return { header, rows: bare, bikeId: BikeId.parse(bare[0]?.[0]) };
}

const asOem = (oem: Oem, doing: SQL) =>
  hold(suite.owner, doing, (work) => asTenant(oem.oemId, work, suite.stores.tenant));

let year = 2000;
/** A module that reports as `voice` comes into the OEM's bike, for the first month of a year in which none was there. */
const claiming = ({ oemId, host }: Oem, voice: string) => sql`
  with made as (
    insert into components (oem_id, kind, serial, serial_normal, reports_as)
    values (${oemId}, 'module', ${`IM ${voice}`}, ${`IM${voice}`}, ${voice}) returning id
  )
  insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to)
  select b.oem_id, made.id, b.bike_id, b.seq, 'module', make_date(${++year}, 1, 1), make_date(${year}, 2, 1) from made, bikes b where b.bike_id = ${host}`;

const registering = ({ oemId }: Oem, bikeId: string) => sql`
  insert into bikes (bike_id, oem_id, model_id, frame_number, frame_normal)
  select ${bikeId}, ${oemId}, id, ${bikeId}, ${bikeId} from bike_models where oem_id = ${oemId} limit 1`;

/** What becomes of the later of two, once the earlier one, which it comes upon under way, is kept. */
async function upon<T>(earlier: Hold, later: Promise<T>): Promise<T> {
  const ended = later.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([earlier.untilWaiting(1), ended]);
  await earlier.commit();
  return later;
}

const claimants = (voice: string) =>
  suite.ask(sql`
    select oem_id from bikes where bike_id = ${voice}
    union select c.oem_id from components c join component_periods p on p.component_id = c.id where c.reports_as = ${voice}`);

describe("an id that a module reports before a bike has it", () => {
  it("is not registered by another OEM whose file comes while the module is put in", async () => {
    const file = bikeFile(93);
    const moving = await asOem(aral, claiming(aral, file.bikeId));
    const batch = await upon(moving, suite.send(belt, file));
    expect(batch).toMatchObject({ registered: 0, failed: 1 });
    const { rows } = await listBatchFindings(belt.author, { batchId: batch.id }, suite.stores);
    expect(rows[0]?.findings).toMatchObject([{ column: "bike_id", reason: "taken" }]);
    expect(await claimants(file.bikeId)).toEqual([{ oem_id: aral.oemId }]);
  });

  it("is reported by no module of another OEM that is put in while the bike is registered", async () => {
    const { bikeId } = bikeFile(94);
    const held = await asOem(belt, registering(belt, bikeId));
    const told = { bikeId: aral.host, serial: "IM-LATER", reportsAs: bikeId, reason: "module failed" };
    const moved = upon(held, moveModule(aral.author, told, suite.stores));
    await expect(moved).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("stewards"),
    });
    expect(await claimants(bikeId)).toEqual([{ oem_id: belt.oemId }]);
  });

  it("is claimed by one of two OEMs whose modules are put in at once", async () => {
    const { bikeId } = bikeFile(95);
    const moving = await asOem(belt, claiming(belt, bikeId));
    const told = { bikeId: aral.host, serial: "IM-SECOND", reportsAs: bikeId, at: `${year}-01-10T00:00:00Z` };
    const moved = upon(moving, moveModule(aral.author, { ...told, reason: "module failed" }, suite.stores));
    await expect(moved).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(bikeId) });
    expect(await claimants(bikeId)).toEqual([{ oem_id: belt.oemId }]);
  });

  it("is told by the entity of its own OEM's bike that is registered while the module is put in", async () => {
    const file = bikeFile(96);
    const moving = await asOem(aral, claiming(aral, file.bikeId));
    expect(await upon(moving, suite.send(aral, file))).toMatchObject({ registered: 1 });
    const [row] = await suite.ask(
      sql`select entity from outbox where bike_id = ${file.bikeId} order by id desc limit 1`,
    );
    expect(BikeEntity.parse(row?.entity).readings_out).toMatchObject([{ bike_id: aral.host }]);
  });

  it("is refused by the database itself to whoever registers it without having asked", async () => {
    const { bikeId } = bikeFile(97);
    await (await asOem(aral, claiming(aral, bikeId))).commit();
    const made = asTenant(belt.oemId, (it) => it.execute(registering(belt, bikeId)), suite.stores.tenant);
    expect(await refusalOf(made)).toBe("23P01");
  });
});

it("keeps nobody from registering while another registers", async () => {
  const held = await asOem(belt, registering(belt, bikeFile(98).bikeId));
  expect(await suite.send(aral, bikeFile(99))).toMatchObject({ registered: 1 });
  await held.rollback();
});
