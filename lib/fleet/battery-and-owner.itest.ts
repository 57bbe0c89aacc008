import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type BikesCast, openBikesCast } from "@/lib/bikes/testing/bikes-cast";
import { EPOCH_MS, hour } from "@/lib/bikes/testing/bikes-suite";
import { transferBike } from "@/lib/bikes/transfer-bike";
import { sql } from "@/lib/db/testing/statement";
import { getBattery } from "./get-battery";
import { mintVisibleRange } from "./mint-visible";
import { ridesOfOwner } from "./rides-of-owner";

let cast: BikesCast;
beforeAll(async () => {
  cast = await openBikesCast(inject("environment"));
});
afterAll(() => cast.suite.close());

const rangesOf = (of: string) => [
  mintVisibleRange({ of, bikeId: of, source: null, fromMs: 0, toMs: 1, positions: false }),
];
const HOUR_MS = 3_600_000;
/** Rides of an hour, by the hour in which each begins. */
const ridesIn = (...hours: readonly number[]) =>
  hours.map((at) => ({ start: EPOCH_MS + at * HOUR_MS, end: EPOCH_MS + (at + 1) * HOUR_MS - 1 }));
const hoursOf = async (bikeId: string, rides: ReturnType<typeof ridesIn>) =>
  (await ridesOfOwner(rangesOf(bikeId), rides, cast.suite.db)).map(
    ({ start }) => (start - EPOCH_MS) / HOUR_MS,
  );

describe("a bike's battery", () => {
  it("is nothing for a bike that nobody registered, and for who sees nothing of it", async () => {
    expect(await getBattery(rangesOf("LI-999999"), cast.suite.db)).toBeNull();
    expect(await getBattery([], cast.suite.db)).toBeNull();
  });

  it("is its model's", async () => {
    const bikeId = await cast.suite.bike("EB-1", cast.oemId);
    expect((await getBattery(rangesOf(bikeId), cast.suite.db))?.capacityWh).toBeGreaterThan(100);
  });
});

describe("rides of a bike's owner of now", () => {
  it("are all where nobody owns it, and none for who sees nothing of it", async () => {
    const bikeId = await cast.suite.bike("EB-2", cast.oemId);
    expect(await hoursOf(bikeId, ridesIn(1, 2))).toEqual([1, 2]);
    expect(await ridesOfOwner([], ridesIn(1), cast.suite.db)).toEqual([]);
  });

  it("are those that the owner rode: not the owner's before, nor what a borrower signed for, but what the owner signed for before", async () => {
    const { suite, oemId, fleets, support } = cast;
    const bikeId = await suite.bike("EB-3", oemId);
    for (const [reference, from] of [
      ["first", hour(1)],
      ["second", hour(50)],
    ] as const)
      await transferBike(
        support,
        { bikeId, organisationId: fleets[0], reference, from, reason: "as was told" },
        suite.stores,
      );
    const rides = ridesIn(10, 20, 49, 50, 60, 70);
    expect(await hoursOf(bikeId, rides)).toEqual([50, 60, 70]);
    const idOf = async (reference: string) => {
      const [row] = await suite.owner.execute<{ id: string }>(
        sql`select id from riders where organisation_id = ${fleets[0]}::uuid and reference = ${reference}`,
      );
      return row?.id ?? "";
    };
    const [client] = await suite.owner.execute<{ id: string }>(sql`insert into api_clients
      (organisation_id, name, key_hash, scopes, sources, bike_ids, bike_prefixes)
      values (${fleets[0]}::uuid, 'app', ${randomUUID()}, '{}', '{}', '{}', '{}') returning id`);
    const signed = async (reference: string, at: number) =>
      suite.owner.execute(sql`insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
        values (${bikeId}, ${await idOf(reference)}::uuid, to_timestamp(${(EPOCH_MS + at * HOUR_MS) / 1000}::float8),
          to_timestamp(${(EPOCH_MS + at * HOUR_MS) / 1000}::float8 + 3600), ${client?.id ?? ""}::uuid, ${randomUUID()})`);
    await signed("first", 60);
    await signed("second", 20);
    expect(await hoursOf(bikeId, rides)).toEqual([20, 50, 70]);
  });
});
