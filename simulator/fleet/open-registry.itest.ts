import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import { BikeEntity, fleetAt } from "@/lib/domain/bike-entity";
import { PURPOSES } from "@/lib/domain/consent";
import { DEMO_MODELS } from "@/lib/domain/demo-bikes";
import { seedDemoModels } from "@/lib/registration/seed-demo-models";
import { seedDemo } from "@/lib/users/seed-demo";
import { readRoads } from "../roads/read-roads";
import { planOf, townOf } from "../twin/plan";
import { openRegistry, type Register } from "./open-registry";
import { producedFor, registeredAs } from "./registry";

const town = townOf(readRoads());
const plans = Array.from({ length: 2_500 }, (_, number) =>
  planOf(1, number, town, { phoneShare: 0.2, isLively: true }),
);
const fewer = plans.slice(0, 1_200);
const TABLES = [
  ...["component_periods", "components", "fleet_assignments", "outbox"],
  ...["audit", "riders", "ownership_periods", "consent_entries"],
];
let database: TestDatabase;
let register: Register;
beforeAll(async () => {
  database = await openTestDatabase(inject("environment"));
  register = openRegistry(database.url);
});
afterAll(() => database.close());

async function count(table: string): Promise<number> {
  const [row] = await database.db.execute<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}

describe("bikes of the simulator in the database", () => {
  it("say what is missing where setup has not run", async () => {
    await expect(register(fewer.slice(0, 1))).rejects.toThrow(/expected the organisation .* npm run setup/);
  });

  it("are registered once, with models, components and fleets, however often the simulator starts", async () => {
    await seedDemo(database.db);
    for (let start = 0; start < 2; start++) await seedDemoModels(database.db);
    expect(await count("bike_models")).toBe(DEMO_MODELS.length);
    const registered = await register(fewer);
    expect(registered).toBeLessThan(fewer.length);
    expect(await count("bikes")).toBe(registered);
    const asked = fewer.flatMap((plan) => registeredAs(plan) ?? []);
    const components = asked.reduce((sum, bike) => sum + bike.components.length, 0);
    const before = await Promise.all(TABLES.map(count));
    const produced = fewer.flatMap(producedFor).length;
    expect(produced).toBeGreaterThan(components);
    expect(await count("produced_components")).toBe(produced);
    expect(before.slice(0, 4)).toEqual([
      components,
      components,
      asked.reduce((sum, bike) => sum + bike.assignments.length, 0),
      registered,
    ]);
    expect(await register(fewer)).toBe(registered);
    expect(await Promise.all(TABLES.map(count))).toEqual(before);
  });

  it("have owners of whom many agree to each purpose, and rental bikes have none", async () => {
    const agreed = await database.owner.execute<{ purpose: string; riders: number; bikes: number }>(
      `select purpose, count(distinct e.rider_id)::int as riders, count(distinct p.bike_id)::int as bikes
       from consent_entries e join ownership_periods p using (rider_id) where decision = 'granted' group by purpose`,
    );
    expect(agreed.map(({ purpose }) => purpose).toSorted()).toEqual([...PURPOSES].toSorted());
    const riders = await count("riders");
    expect(riders).toBe(await count("ownership_periods"));
    for (const { riders: agree, bikes } of agreed) {
      expect(agree).toBe(bikes);
      expect(agree).toBeGreaterThan(0.3 * riders);
      expect(agree).toBeLessThan(0.9 * riders);
    }
    const [rented] = await database.owner.execute<{ count: number }>(
      `select count(*)::int as count from ownership_periods p join fleet_assignments a using (bike_id)
       join organisations f on f.id = a.fleet_id where f.name = 'Ried Rental' and a.valid_to is null`,
    );
    expect(rented?.count).toBe(0);
  });

  it("are whole entities with greater versions than earlier demo fleets had", async () => {
    const rows = await database.owner.execute<{ entity: unknown }>(`select entity from outbox`);
    const models = new Map(DEMO_MODELS.map(({ name, oem }) => [name, oem]));
    for (const { entity } of rows) {
      const bike = BikeEntity.parse(entity);
      expect(bike.version).toBeGreaterThanOrEqual(3);
      expect(models.get(bike.model.name)).toBe(bike.oem.name);
      expect(fleetAt(bike, Date.now())).not.toBeNull();
      expect(bike.readings_in).toBeUndefined();
    }
    expect(rows.some(({ entity }) => BikeEntity.parse(entity).assignments.length === 2)).toBe(true);
  });

  it("join those that are there when the fleet grows, and leave what was changed meanwhile", async () => {
    await database.db.execute(`update bikes set version = version + 1, firmware = '9.9'`);
    const registered = await register(plans);
    expect(await count("bikes")).toBe(registered);
    const [row] = await database.db.execute<{ count: number }>(
      `select count(*)::int as count from bikes where firmware = '9.9' and version = 4`,
    );
    expect(row?.count).toBe(fewer.flatMap((plan) => registeredAs(plan) ?? []).length);
  });
});
