import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { askForWhole, isWholeAskedFor } from "@/lib/consent/projection/whole-projection";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { Projector } from "./projector";
import { openProjectionSuite, type ProjectionSuite, ZONE } from "./testing/projection-suite";
import { WholeProjector } from "./whole-projector";

const NOON = Date.parse("2026-06-15T12:00:00Z");
const HOUR = 3_600_000;
const BIKES = 120;
const bikeOf = (at: number) => `WP-${String(at).padStart(6, "0")}`;
let suite: ProjectionSuite;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  await suite.keepRides(Array.from({ length: BIKES }, (_, at) => aRide(bikeOf(at), NOON, NOON + HOUR)));
});
afterAll(() => suite.close());

function wholeFor(zone: string) {
  const { db, es, names, store, wrapping } = suite;
  const options = { db, es, rides: names.rides, store, wrapping, zone };
  return new WholeProjector(options, new Projector(options));
}
/** Bikes of each step, until nothing is to be done. */
async function stepsOf(whole: WholeProjector): Promise<number[]> {
  const made: number[] = [];
  for (let step = await whole.step(); step !== null; step = await whole.step()) made.push(step);
  return made;
}
const open = () =>
  suite.rows(sql`select zone, phase, after, bikes, is_again from whole_projections_open order by zone`);
const ended = () => suite.rows(sql`select zone, bikes from whole_projections order by id`);
const daysOf = () =>
  suite.rows(
    sql`select day::text, count(*)::int as bikes from ride_days where purpose = 'range-model' group by 1 order by 1`,
  );

it("goes through all bikes in short steps, and whoever comes after one that was interrupted goes on from there", async () => {
  const first = wholeFor(ZONE);
  expect(await first.step()).toBeNull();
  expect(await first.step()).toBe(50);
  expect(await open()).toEqual([
    { zone: ZONE, phase: "rides", after: bikeOf(49), bikes: 50, is_again: false },
  ]);
  expect(await daysOf()).toEqual([{ day: "2026-06-15", bikes: 50 }]);
  const next = wholeFor(ZONE);
  expect(await next.step()).toBeNull();
  expect(await stepsOf(next)).toEqual([50, 20, 0]);
  expect(await ended()).toEqual([{ zone: ZONE, bikes: BIKES }]);
  expect(await daysOf()).toEqual([{ day: "2026-06-15", bikes: BIKES }]);
  expect(await wholeFor(ZONE).step()).toBeNull();
});

it("looks at all of them once more a day later, for what somebody did by earlier rules, and then no more", async () => {
  const again = wholeFor(ZONE);
  expect([await again.step(), await again.step()]).toEqual([null, null]);
  const [due] = await suite.rows(
    sql`select is_again, due_at > now() + interval '23 hours' as later from whole_projections_open`,
  );
  expect(due).toEqual({ is_again: true, later: true });
  await suite.owner.execute(sql`update whole_projections_open set due_at = now()`);
  expect(await stepsOf(again)).toEqual([50, 50, 20, 0]);
  expect(await open()).toEqual([]);
  expect(await ended()).toHaveLength(1);
  expect(await again.step()).toBeNull();
  expect(await open()).toEqual([]);
});

it("begins anew for another zone, and takes away what is kept of bikes that have no rides any more", async () => {
  await suite.removeRide(aRide(bikeOf(7), NOON, NOON + HOUR));
  await suite.removeHead(bikeOf(7));
  await suite.owner.execute(sql`insert into ride_days
    (purpose, day, bike_id, rides, counted, no_rider, no_consent, withdrawn)
    select 'range-model', '2020-01-01', 'WQ-' || lpad(n::text, 6, '0'), 1, 0, 1, 0, 0 from generate_series(1, 60) as n`);
  const other = wholeFor("Pacific/Kiritimati");
  expect(await other.step()).toBeNull();
  expect(await stepsOf(other)).toEqual([50, 50, 19, 50, 11]);
  expect(await daysOf()).toEqual([{ day: "2026-06-16", bikes: BIKES - 1 }]);
  expect((await ended()).at(-1)).toEqual({ zone: "Pacific/Kiritimati", bikes: BIKES - 1 + 61 });
});

it("leaves it to whoever began last, of two that want another zone", async () => {
  const [before, after] = [wholeFor("Europe/Vaduz"), wholeFor("Asia/Tokyo")];
  await before.step();
  expect(await before.step()).toBe(50);
  await after.step();
  expect(await before.step()).toBeNull();
  expect(await before.step()).toBeNull();
  expect(await stepsOf(after)).toEqual([50, 50, 19, 0]);
  expect((await ended()).at(-1)).toEqual({ zone: "Asia/Tokyo", bikes: BIKES - 1 });
});

it("begins with the first bike where that is asked for after a restore, even in the middle of a way", async () => {
  const whole = wholeFor("Europe/Vaduz");
  await whole.step();
  expect(await whole.step()).toBe(50);
  await askForWhole(suite.maker);
  expect(await isWholeAskedFor(suite.db)).toBe(true);
  expect(await stepsOf(wholeFor("Europe/Vaduz"))).toEqual([]);
  expect(await isWholeAskedFor(suite.db)).toBe(true);
  expect(await stepsOf(whole)).toEqual([50, 50, 19, 0]);
  expect(await isWholeAskedFor(suite.db)).toBe(false);
});
