import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { attributeRides } from "./attribute-rides";
import { consoleAuthor, openRidersSuite, type RidersSuite } from "./testing/riders-suite";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
const LAST = 1 / MINUTE;
let cast: RidersSuite;
let seeds: ReturnType<typeof bikeSeeds>;
let maker: string;
beforeAll(async () => {
  cast = await openRidersSuite(inject("environment"));
  seeds = bikeSeeds(cast.suite.owner);
  maker = await seeds.organisation("Hersteller", "oem");
});
afterAll(() => cast.close());

let bikes = 0;
let bike = "";
beforeEach(async () => {
  bike = `RIED-${++bikes}`;
  await seeds.bike(bike, maker);
});

/** Of the rider of this bike, in minutes. */
const sign = (from: number, to: number) =>
  attributeRides(
    cast.mine.rider(bike),
    cast.mine.client,
    [{ bikeId: bike, fromMs: START + from * MINUTE, toMs: START + to * MINUTE }],
    randomUUID(),
    cast.suite.stores,
  );
const at = (minute: number | null) =>
  minute === null ? sql`null::timestamptz` : sql`to_timestamp(${(START + minute * MINUTE) / 1_000}::float8)`;
const assign = (fleetId: string, from: number | null, to: number | null) =>
  cast.suite.owner.execute(sql`
    insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id, valid_from, valid_to)
    select oem_id, bike_id, seq, ${fleetId}::uuid, ${at(from)}, ${at(to)} from bikes where bike_id = ${bike}`);
const erase = (asked: number) =>
  cast.suite.owner.execute(sql`
    with rider as (
      insert into riders (organisation_id, reference) values (${cast.mine.organisationId}::uuid, ${bike}) returning id
    ) insert into erasures (id, rider_id, reason, evidence, asked_by, asked_at, withdrawals)
    select gen_random_uuid(), id, 'asked by letter', 'a letter', 'console:test', ${at(asked)}, '{}' from rider`);
/** Those of the bike, in minutes, each up to its last millisecond. */
const tombstones = async () =>
  (
    await cast.suite.owner.execute<{ from: number; to: number; source: string }>(sql`
      select from_ms::float8 as from, to_ms::float8 as to, source from tombstones where bike_id = ${bike} order by from_ms`)
  ).map(({ from, to, source }) => [source, (from - START) / MINUTE, (to - 1 - START) / MINUTE]);
const attributions = async () =>
  (
    await cast.suite.owner.execute<{ from: number; to: number }>(sql`
      select (extract(epoch from from_at) * 1000)::float8 as from, (extract(epoch from to_at) * 1000)::float8 as to
      from attributions where bike_id = ${bike}`)
  ).map(({ from, to }) => [(from - START) / MINUTE, (to - START) / MINUTE]);

describe("what a rider signs late, who was erased", () => {
  it("leaves a tombstone while the bike was one of the rider's organisation, and none in others' time", async () => {
    await assign(cast.other.organisationId, null, 10);
    await assign(cast.mine.organisationId, 10, 20);
    await assign(cast.other.organisationId, 20, null);
    await erase(60);
    await sign(0, 5);
    expect(await tombstones()).toEqual([]);
    await sign(0, 30);
    expect(await tombstones()).toEqual([["app", 10, 20 - LAST]]);
    expect(await attributions()).toEqual([]);
  });

  it("leaves none at another organisation's bike, nor at one that nobody registered", async () => {
    await assign(cast.other.organisationId, null, null);
    await erase(60);
    await sign(0, 30);
    expect(await tombstones()).toEqual([]);
    bike = `${bike}-NEW`;
    await erase(60);
    await sign(0, 30);
    expect(await tombstones()).toEqual([]);
  });

  it("is not joined across the time in which another organisation had the bike", async () => {
    await assign(cast.mine.organisationId, null, 10);
    await assign(cast.other.organisationId, 10, 12);
    await assign(cast.mine.organisationId, 12, null);
    await erase(60);
    await sign(0, 30);
    expect(await tombstones()).toEqual([
      ["app", 0, 10 - LAST],
      ["app", 12, 30],
    ]);
  });

  // Tombstones are never removed: one that was joined to another from its far side stays within it.
  it("is joined where it would have been one attribution, in whatever order it comes and however often", async () => {
    await assign(cast.mine.organisationId, null, null);
    await erase(60);
    for (const minute of [10, 0, 5, 20, 26, 5, 0]) await sign(minute, minute);
    expect(await tombstones()).toEqual([
      ["app", 0, 0],
      ["app", 0, 10],
      ["app", 20, 20],
      ["app", 26, 26],
    ]);
    await cast.suite.owner.execute(sql`delete from projection_marks`);
    await sign(12, 16);
    expect(await tombstones()).toEqual([
      ["app", 0, 0],
      ["app", 0, 20],
      ["app", 20, 20],
      ["app", 26, 26],
    ]);
    const marks = sql`select extract(epoch from to_at)::float8 * 1000 as to from projection_marks where bike_id = ${bike}`;
    expect(await cast.suite.owner.execute(marks)).toEqual([{ to: START + 20 * MINUTE + 1 }]);
    for (const minute of [14, 3, 20]) await sign(minute, minute);
    expect(await tombstones()).toHaveLength(4);
  });

  it("ends with the asking; what is of later is kept", async () => {
    await assign(cast.mine.organisationId, null, null);
    await erase(25);
    await sign(20, 30);
    expect(await tombstones()).toEqual([["app", 20, 25 - LAST]]);
    expect(await attributions()).toEqual([[25, 30]]);
  });
});

describe("what a rider signs while the erasure is planned", () => {
  /** Statements that wait for a lock of their own making. */
  const waiting = async () =>
    (
      await cast.suite.owner.execute(sql`select from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`)
    ).length;

  it("is told before all of it or after, and leaves its tombstone either way", async () => {
    await seeds.organisation("Runs the service", "maker");
    await assign(cast.mine.organisationId, null, null);
    await sign(0, 5);
    const [rider] = await cast.suite.owner.execute<{ id: string }>(
      sql`select rider_id as id from attributions where bike_id = ${bike}`,
    );
    const id = randomUUID();
    const asked = {
      ...{ id, riderId: rider?.id ?? "", reason: "asked by letter", evidence: "a letter" },
      channel: "letter" as const,
    };
    const work = await cast.suite.owner.transaction(async (transaction) => {
      // The eraser has planned by when it takes this lock.
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`erasure ${id}`}, 0))`);
      const erasing = eraseRider(consoleAuthor, asked, async () => new Map(), cast.suite.stores);
      await vi.waitFor(async () => expect(await waiting()).toBe(1));
      let isTold = false;
      const telling = sign(30, 40).then(() => {
        isTold = true;
      });
      await vi.waitFor(async () => expect(isTold || (await waiting()) === 2).toBe(true));
      return [erasing, telling];
    });
    await Promise.all(work);
    expect(await attributions()).toEqual([[0, 5]]);
    expect(await tombstones()).toContainEqual(["app", 30, 40]);
  });
});
