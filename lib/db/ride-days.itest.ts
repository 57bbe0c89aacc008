import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { addRideCounts, countRidesOfDay, type RideCounts } from "./ride-days";
import { openTestDatabase, type TestDatabase } from "./test-database";

let suite: TestDatabase;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  // Each day four bikes of its own, and on the third many; one of each four without a rider, two that count, one withdrawn.
  await suite.owner.execute(sql`
    insert into ride_days (purpose, day, bike_id, rides, counted, no_rider, no_consent, withdrawn)
    select 'range-model', date '2026-11-15' + day, 'B' || (bike + 4 * day), 3,
      case when bike % 4 < 2 then 3 else 0 end, case when bike % 4 = 2 then 3 else 0 end, 0, case when bike % 4 = 3 then 3 else 0 end
    from generate_series(1, 3) as day, generate_series(0, case when day = 3 then 99 else 3 end) as bike`);
  await suite.owner.execute(sql`
    insert into ride_days values ('battery-research', '2026-11-16', 'B1', 7, 7, 0, 0, 0)`);
});
afterAll(() => suite.close());

const dayOf = (day: string) => countRidesOfDay(suite.owner, "range-model", day);
const told = (counts: RideCounts) =>
  Object.values(counts).map(({ rides, bikes }) => [rides, bikes.length] as const);

it("counts a day's rides of one purpose by why they count or do not, and names bikes up to the ten that are enough", async () => {
  expect(told(await dayOf("2026-11-16"))).toEqual([
    [12, 4],
    [6, 2],
    [3, 1],
    [0, 0],
    [3, 1],
  ]);
  expect(told(await dayOf("2026-11-18")).map(([, bikes]) => bikes)).toEqual([10, 10, 10, 0, 10]);
  expect(told(await dayOf("2026-11-30"))).toEqual(Array.from({ length: 5 }, () => [0, 0]));
});

it("adds days up, and knows different bikes from the same ones until there are enough", async () => {
  const [first, second, third] = [
    await dayOf("2026-11-16"),
    await dayOf("2026-11-17"),
    await dayOf("2026-11-18"),
  ];
  expect(told(addRideCounts([first, second]))[0]).toEqual([24, 8]);
  expect(told(addRideCounts([first, first]))[0]).toEqual([24, 4]);
  expect(told(addRideCounts([first, second, third]))[0]).toEqual([324, 10]);
  expect(told(addRideCounts([]))[0]).toEqual([0, 0]);
});
