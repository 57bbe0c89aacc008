import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { bikeSeeds } from "@/lib/bikes/testing/bike-seeds";
import { readBasis } from "@/lib/consent/projection/read-basis";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { readKnownBikes } from "@/lib/erasure/known-bikes";
import { mergeBikes } from "@/lib/legacy/merge-bikes";
import { attributeRides } from "./attribute-rides";
import { openRidersSuite, type RidersSuite } from "./testing/riders-suite";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
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
beforeEach(() => {
  bike = `RIED-${++bikes}`;
});

type Fleet = RidersSuite["mine"];
/** A rider's phone tells that it was with the bike, in minutes. */
const sign = async (from: number, to: number, { rider, client }: Fleet = cast.mine) => {
  const stretch = { bikeId: bike, fromMs: START + from * MINUTE, toMs: START + to * MINUTE };
  await attributeRides(rider("rider-1"), client, [stretch], randomUUID(), cast.suite.stores);
};
const at = (minute: number | null) =>
  minute === null ? sql`null::timestamptz` : sql`to_timestamp(${(START + minute * MINUTE) / 1_000}::float8)`;
const assign = (fleetId: string, from: number | null, to: number | null) =>
  cast.suite.owner.execute(sql`
    insert into fleet_assignments (oem_id, bike_id, bike_seq, fleet_id, valid_from, valid_to)
    select oem_id, bike_id, seq, ${fleetId}::uuid, ${at(from)}, ${at(to)} from bikes where bike_id = ${bike}`);
const sell = async (organisationId: string, from: number | null, to: number | null) => {
  const reference = randomUUID();
  await cast.suite.owner.execute(sql`
    with rider as (insert into riders (organisation_id, reference) values (${organisationId}::uuid, ${reference}) returning id)
    insert into ownership_periods (oem_id, bike_id, bike_seq, rider_id, valid_from, valid_to)
    select oem_id, bike_id, seq, rider.id, ${at(from)}, ${at(to)} from bikes, rider where bike_id = ${bike}`);
};
/** What counts of what was signed for the bike, in minutes, as whoever projects and whoever erases reads it. */
async function counted(): Promise<number[][]> {
  const inMinutes = (all: readonly { readonly fromMs: number; readonly toMs: number }[]) =>
    all
      .map(({ fromMs, toMs }) => [(fromMs - START) / MINUTE, (toMs - START) / MINUTE])
      .toSorted(([a = 0], [b = 0]) => a - b);
  const { owner, db } = cast.suite;
  const projected = await owner.transaction(
    async (transaction) => (await readBasis(transaction, [bike])).of(bike).attributions,
  );
  const [known] = await readKnownBikes(db, [bike], new Map());
  expect(inMinutes(known?.attributions ?? [])).toEqual(inMinutes(projected));
  return inMinutes(projected);
}
const marks = async () =>
  (
    await cast.suite.owner.execute(sql`
      with gone as (delete from projection_marks where bike_id = ${bike} returning 1) select count(*)::int as count from gone`)
  )[0]?.count;
const LAST = 1 / MINUTE;

describe("what a rider signed", () => {
  it("counts where the bike was assigned to the rider's organisation, cut to the millisecond where that begins and ends", async () => {
    await seeds.bike(bike, maker);
    await assign(cast.other.organisationId, null, 10);
    await assign(cast.mine.organisationId, 10, 20);
    await assign(cast.other.organisationId, 20, null);
    await sign(0, 30);
    expect(await counted()).toEqual([[10, 20 - LAST]]);
  });

  it("counts for nothing in others' time with the bike, be they its fleet or its owner", async () => {
    await seeds.bike(bike, maker);
    await assign(cast.mine.organisationId, 20, null);
    await sell(cast.other.organisationId, null, 20);
    await sign(0, 19);
    await sign(20, 20);
    await sign(5, 6, { ...cast.mine, rider: (_) => cast.mine.rider("rider-2") });
    expect(await counted()).toEqual([[20, 20]]);
  });

  it("counts where a rider of the organisation owned the bike, once where it was assigned as well, and in parts", async () => {
    await seeds.bike(bike, maker);
    await sell(cast.mine.organisationId, 0, 5);
    await sell(cast.mine.organisationId, 5, 10);
    await assign(cast.mine.organisationId, 8, 15);
    await sell(cast.mine.organisationId, 20, null);
    await sign(-10, 30);
    expect(await counted()).toEqual([
      [0, 15 - LAST],
      [20, 30],
    ]);
  });

  it("counts where the organisation made the bike, whosever it was", async () => {
    await seeds.bike(bike, cast.mine.organisationId);
    await sell(cast.other.organisationId, null, null);
    await sign(0, 30);
    expect(await counted()).toEqual([[0, 30]]);
  });

  it("counts for no time with the bike that was taken back", async () => {
    await seeds.bike(bike, maker);
    await assign(cast.mine.organisationId, null, null);
    await sign(0, 30);
    await cast.suite.owner.execute(
      sql`update fleet_assignments set voided_at = now() where bike_id = ${bike}`,
    );
    expect(await counted()).toEqual([]);
  });

  it("counts the same whether the bike was registered and assigned before or after, and is marked then", async () => {
    await sign(0, 30);
    expect(await counted()).toEqual([]);
    await marks();
    await seeds.bike(bike, maker);
    expect(await marks()).toBe(1);
    await assign(cast.mine.organisationId, null, 20);
    expect(await marks()).toBe(1);
    expect(await counted()).toEqual([[0, 20 - LAST]]);
    await cast.suite.owner.execute(
      sql`update fleet_assignments set voided_at = now() where bike_id = ${bike}`,
    );
    expect(await marks()).toBe(1);
  });

  it("is marked when the bike is handed over to the OEM that made it; what nobody signed for never is", async () => {
    await seeds.bike(bike, maker);
    await assign(cast.mine.organisationId, null, null);
    expect(await marks()).toBe(0);
    bike = `RIED-${++bikes}`;
    await seeds.bike(bike, maker);
    await sign(0, 1);
    await marks();
    await seeds.bike(`RIED-${++bikes}`, cast.mine.organisationId);
    await cast.suite.owner.execute(sql`update bikes b set oem_id = m.oem_id, model_id = m.id
      from bike_models m where m.oem_id = ${cast.mine.organisationId}::uuid and b.bike_id = ${bike}`);
    expect(await marks()).toBe(1);
    expect(await counted()).toEqual([[0, 1]]);
  });

  it("counts under the id of a bike that was another one's second entry by the times of that one, and is marked", async () => {
    const goes = bike;
    const [stays, last] = [`RIED-${++bikes}`, `RIED-${++bikes}`];
    for (const id of [goes, stays, last]) await seeds.bike(id, maker, { module: `MO-${id}` });
    await assign(cast.mine.organisationId, null, 20);
    await sign(0, 30);
    await cast.suite.owner.execute(sql`delete from projection_marks`);
    const merge = (other: string, into: string) =>
      cast.suite.owner.transaction((transaction) => mergeBikes(transaction, [other, into], into));
    await merge(goes, stays);
    // Its own time ended, and it is the other one.
    expect(await marks()).toBe(2);
    expect(await counted()).toEqual([[0, 20 - LAST]]);
    await merge(stays, last);
    expect(await marks()).toBeGreaterThan(0);
    expect(await counted()).toEqual([[0, 20 - LAST]]);
    await cast.suite.owner.execute(
      sql`update fleet_assignments set voided_at = now() where bike_id = ${last}`,
    );
    expect(await marks()).toBe(1);
    expect(await counted()).toEqual([]);
    bike = last;
    await sell(cast.mine.organisationId, 5, 10);
    bike = goes;
    expect(await marks()).toBe(1);
    expect(await counted()).toEqual([[5, 10 - LAST]]);
  });

  it("is looked up once for a bike and an organisation, however often riders signed", async () => {
    await seeds.bike(bike, maker);
    await assign(cast.mine.organisationId, null, null);
    const stretches = Array.from({ length: 400 }, (_, at) => {
      const fromMs = START + at * 10 * MINUTE;
      return { bikeId: bike, fromMs, toMs: fromMs + MINUTE };
    });
    for (const reference of ["rider-1", "rider-2"])
      await attributeRides(
        ...([cast.mine.rider(reference), cast.mine.client, stretches, randomUUID()] as const),
        cast.suite.stores,
      );
    const { owner } = cast.suite;
    // As a server does by itself where much is written; it plans by that.
    await owner.execute(sql`analyze attributions, riders`);
    const calls = await owner.transaction(async (transaction) => {
      await transaction.execute(sql`set local track_functions = 'all'`);
      const { attributions } = (await readBasis(transaction, [bike])).of(bike);
      expect(attributions).toHaveLength(800);
      const [row] = await transaction.execute(
        sql`select pg_stat_get_xact_function_calls('times_with_bike(text, uuid)'::regprocedure)::int as calls`,
      );
      return row?.calls;
    });
    // The basis is read twice: once more when its riders are held.
    expect(calls).toBeLessThanOrEqual(2);
  });

  it("is read by no tenant", async () => {
    const { tenant } = cast.suite.stores;
    expect(await refusalOf(tenant.execute(sql`select * from counted_attributions`))).toBe("42501");
  });
});
