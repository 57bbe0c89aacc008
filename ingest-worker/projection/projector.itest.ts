import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { excludesNoMore } from "@/lib/consent/grant/consent-grant";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { openProjectionSuite, type ProjectionSuite, whole } from "./testing/projection-suite";

const HOUR = 3_600_000;
const LONG_AGO = Date.parse("2026-01-01T00:00:00Z");
const NOON = Date.parse("2026-06-15T12:07:31Z");
let suite: ProjectionSuite;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
});
afterAll(() => suite.close());

const marks = () =>
  suite.rows(sql`select purpose, day::text, causes from figure_marks order by purpose, day`);
const forget = () => suite.owner.execute(sql`delete from figure_marks`);

describe("the projection", () => {
  it("makes a document of a ride for each purpose that its rider agreed to, and marks the day", async () => {
    const ann = await suite.rider("ann");
    await suite.bike("PR-000001", ann);
    await suite.consent(ann, "range-model", "granted", LONG_AGO);
    await suite.consent(ann, "battery-research", "granted", LONG_AGO);
    const ride = aRide("PR-000001", NOON, NOON + HOUR);
    await suite.keepRides([ride]);
    await forget();
    await suite.projector.project([whole("PR-000001")]);
    const documents = await suite.documents();
    expect(
      documents.map(({ purpose, day, hour, start, cells }) => ({ purpose, day, hour, start, cells })),
    ).toEqual(
      ["battery-research", "range-model"].map((purpose) => ({
        ...{ purpose, day: "2026-06-15", hour: 14, start: Date.parse("2026-06-15T12:00:00Z") },
        cells: ["4715:14331"],
      })),
    );
    expect(documents[0]?.rider).not.toBe(documents[1]?.rider);
    expect((await marks()).map(({ purpose, causes }) => [purpose, causes])).toEqual(
      ["battery-research", "planning-aggregates", "product-research", "range-model"].map((purpose) => [
        ...[purpose, ["late-data"]],
      ]),
    );
    expect(await suite.rows(sql`select * from projecting`)).toEqual([]);
    expect(
      await suite.rows(sql`select rides, counted, no_consent from ride_days where purpose = 'range-model'`),
    ).toEqual([{ rides: 1, counted: 1, no_consent: 0 }]);
  });

  it("writes nothing and marks nothing where nothing is another", async () => {
    const before = await suite.documents();
    await forget();
    await suite.projector.project([whole("PR-000001")]);
    expect(await suite.documents()).toEqual(before);
    expect(await marks()).toEqual([]);
  });

  it("takes a ride away that is gone, and one that is of another rider by now", async () => {
    const [ben, cem] = [await suite.rider("ben"), await suite.rider("cem")];
    await suite.bike("PR-000002", ben);
    await suite.consent(ben, "range-model", "granted", LONG_AGO);
    const rides = [0, 24, 48].map((at) => aRide("PR-000002", NOON + at * HOUR, NOON + (at + 1) * HOUR));
    await suite.keepRides(rides);
    await suite.projector.project([whole("PR-000002")]);
    const ofBike = async () =>
      (await suite.documents()).filter(({ purpose }) => purpose === "range-model").length - 1;
    expect(await ofBike()).toBe(3);
    const [first] = rides;
    if (first) await suite.removeRide(first);
    await suite.projector.project([
      { bikeId: "PR-000002", intervals: [{ fromMs: NOON, toMs: NOON + 1 }], causes: ["late-data"] },
    ]);
    expect(await ofBike()).toBe(2);
    await suite.sign("PR-000002", cem, NOON + 24 * HOUR, NOON + 24 * HOUR);
    await suite.projector.project([whole("PR-000002")]);
    expect(await ofBike()).toBe(1);
    await suite.own("PR-000002", cem);
    await suite.projector.project([whole("PR-000002")]);
    expect(await ofBike()).toBe(0);
  });

  it("projects bikes anew that are marked by whoever changes an owner, an attribution or the ledger", async () => {
    const dan = await suite.rider("dan");
    const marked = async () =>
      (
        await suite.rows(
          sql`select bike_id, cause from projection_marks where bike_id = 'PR-000003' order by id`,
        )
      ).map(({ cause }) => cause);
    await suite.bike("PR-000003", dan);
    expect(await marked()).toEqual(["ownership"]);
    await suite.consent(dan, "range-model", "granted");
    await suite.sign("PR-000003", dan, NOON, NOON);
    await suite.consent(dan, "range-model", "withdrawn");
    expect(await marked()).toEqual(["ownership", "grant", "ownership", "withdrawal"]);
  });
});

describe("a rider who was erased", () => {
  const BIKE = "PR-000020";
  const rides = [0, 24, 48].map((at) => aRide(BIKE, NOON + at * HOUR, NOON + (at + 1) * HOUR));
  const [lent, owned, late] = rides.map(({ start, end }) => ({ from: start, to: end }));
  const counted = async () =>
    (await suite.documents()).filter(({ bike, purpose }) => bikes.has(bike) && purpose === "product-research")
      .length;
  const bikes = new Set<string>();
  let gus = "";

  it("leaves no ride behind that counts because nobody knows any more that the rider signed for a part of it", async () => {
    const fay = await suite.rider("fay");
    gus = await suite.rider("gus");
    await suite.bike(BIKE, fay);
    await suite.consent(fay, "product-research", "granted", LONG_AGO);
    await suite.keepRides(rides);
    const known = new Set((await suite.documents()).map(({ bike }) => bike));
    await suite.sign(BIKE, gus, NOON, NOON + 0.4 * HOUR);
    await suite.projector.project([whole(BIKE)]);
    for (const { bike } of await suite.documents()) if (!known.has(bike)) bikes.add(bike);
    expect(await counted()).toBe(2);
    await suite.owner.execute(sql`delete from projection_marks`);
    await suite.owner.execute(sql`
      with asked as (
        insert into erasures (id, rider_id, reason, evidence, asked_by, withdrawals)
        values (gen_random_uuid(), ${gus}, 'asked by letter', 'a letter', 'console:test', '{}') returning id
      ) insert into tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
      select id, ${gus}::uuid, ${BIKE}, ${BIKE}, 'app', ${lent?.from}::bigint, ${NOON + 0.4 * HOUR + 1}::bigint from asked`);
    await suite.owner.execute(sql`delete from attributions where rider_id = ${gus}`);
    expect(await suite.rows(sql`select distinct bike_id, cause from projection_marks`)).toEqual([
      { bike_id: BIKE, cause: "ownership" },
    ]);
    await suite.projector.project([whole(BIKE)]);
    expect(await counted()).toBe(2);
  });

  it("nor one that a phone signs late for, whose signature is not kept", async () => {
    await suite.owner.execute(sql`delete from projection_marks`);
    for (const _ of [1, 2]) await suite.sign(BIKE, gus, late?.from ?? 0, (late?.from ?? 0) + 0.6 * HOUR);
    expect(await suite.rows(sql`select * from attributions where rider_id = ${gus}`)).toEqual([]);
    expect(await suite.rows(sql`select bike_id, from_at from projection_marks`)).toEqual([
      { bike_id: BIKE, from_at: expect.anything() },
    ]);
    await suite.projector.project([whole(BIKE)]);
    expect(await counted()).toBe(1);
  });

  it("leaves those that the next owner of the bike rides, and those that the rider was never part of", async () => {
    const hal = await suite.rider("hal");
    await suite.consent(hal, "product-research", "granted", LONG_AGO);
    await suite.owner.execute(sql`
      insert into tombstones (erasure_id, rider_id, bike_id, reported_as, to_ms)
      select id, rider_id, ${BIKE}, ${BIKE}, ${owned?.from}::bigint from erasures where rider_id = ${gus}`);
    const before = new Set((await suite.documents()).map(({ bike }) => bike));
    await suite.own(BIKE, hal);
    await suite.projector.project([whole(BIKE)]);
    bikes.clear();
    for (const { bike } of await suite.documents()) if (!before.has(bike)) bikes.add(bike);
    expect(await counted()).toBe(1);
  });
});

describe("a withdrawal", () => {
  it("excludes its rides from the moment of its entry, before anything is purged", async () => {
    const eva = await suite.rider("eva");
    await suite.bike("PR-000010", eva);
    await suite.consent(eva, "product-research", "granted", LONG_AGO);
    await suite.keepRides([aRide("PR-000010", NOON, NOON + HOUR)]);
    await suite.projector.project([whole("PR-000010")]);
    const [document] = (await suite.documents()).filter(({ purpose }) => purpose === "product-research");
    const mint = () => mintGrant(suite.db, "product-research", suite.wrapping);
    const before = await mint();
    expect(before.excluded.has(document?.rider ?? "")).toBe(false);
    const position = await suite.consent(eva, "product-research", "withdrawn");
    const after = await mint();
    expect(after.excluded.has(document?.rider ?? "")).toBe(true);
    expect(after.position).toBe(position);
    expect([excludesNoMore(after, before), excludesNoMore(after, after)]).toEqual([false, true]);
    expect(await suite.documents()).toContainEqual(document);
  });
});
