import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { registrationOf } from "@/lib/domain/registration";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import type { Elasticsearch } from "@/lib/es/client";
import type { RunningWorker } from "../testing/running-worker";
import {
  all,
  around,
  asRides,
  builderOn,
  buildOn,
  headOf,
  inFleet,
  kept,
  noon,
  register,
  ride,
  workerWithoutRides,
} from "./testing/by-hand";

let worker: RunningWorker;
let es: Elasticsearch;
let bikes = 0;
const nextBike = () => `MD-${String(++bikes).padStart(6, "0")}`;

beforeAll(async () => {
  worker = await workerWithoutRides(inject("environment"));
  es = asRides(worker);
});
afterAll(async () => {
  await es.close();
  await worker.stop();
});

const build = (bike: Parameters<typeof buildOn>[2]) => buildOn(es, worker, bike);
const fleets = async (bikeId: string) => (await kept(worker, bikeId)).map(({ fleet_id }) => fleet_id);

describe("rides and the master data of their bike", () => {
  it("are all of one fleet again when it went to another and back while only a part was made", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 10);
    await ride(worker, bikeId, 6_000, 6_010);
    await register(worker, bikeId, inFleet("one"));
    await build(all(bikeId));
    expect(await fleets(bikeId)).toEqual(["one", "one"]);
    await register(worker, bikeId, { version: 2, ...inFleet("two") });
    await build(around(bikeId));
    expect(await fleets(bikeId)).toEqual(["two", "one"]);
    expect(await headOf(worker, bikeId)).not.toHaveProperty("registered");
    await register(worker, bikeId, { version: 3, ...inFleet("one") });
    expect(await build(all(bikeId))).toEqual([JSON.stringify({ from: noon(0), to: noon(0) + 1 })]);
    expect(await fleets(bikeId)).toEqual(["one", "one"]);
  });

  it("tells of nothing, and raises no revision, when nothing of it concerns them", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 10);
    await register(worker, bikeId, inFleet("one"));
    expect(await build(all(bikeId))).toHaveLength(1);
    await register(worker, bikeId, { version: 2, parts: "motor:M1", ...inFleet("one") });
    expect(await build(all(bikeId))).toEqual([]);
    expect(await kept(worker, bikeId)).toMatchObject([{ revision: 1, cause: "first" }]);
  });

  it("are in no fleet once the bike is withdrawn, since it never was, and as before once it is registered again", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 10);
    const assignments = [{ fleet_id: "one", fleet_name: "One", from: null, to: noon(5) }];
    const as = (version: number, withdrawn: boolean) =>
      register(worker, bikeId, registrationOf(aBikeEntity(bikeId, { version, withdrawn, assignments })));
    await as(1, false);
    await build(all(bikeId));
    expect(await fleets(bikeId)).toEqual(["one"]);
    await as(2, true);
    expect(await build(all(bikeId))).toHaveLength(1);
    expect(await fleets(bikeId)).toEqual([null]);
    await as(3, false);
    await build(all(bikeId));
    expect(await kept(worker, bikeId)).toMatchObject([
      { fleet_id: "one", revision: 3, cause: "master-data" },
    ]);
  });

  it("are made anew, as the revisions that they are, when they were made by an earlier version", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 10);
    await build(all(bikeId));
    const [id, index] = [`${bikeId}_${noon(0)}`, worker.names.rides];
    const { _source: now } = await worker.es.get<Record<string, unknown>>({ index, id });
    expect(now).toMatchObject({
      client: "tests",
      cells_m: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
    const {
      settled_s: _,
      client: __,
      start_cell: ___,
      end_cell: ____,
      cells: _____,
      cells_m: ______,
      ...before
    } = now ?? {};
    await worker.es.index({ index, id, document: before });
    await worker.es.update({ index, id: bikeId, doc: { registered: "" }, refresh: true });
    expect(await build(all(bikeId))).toHaveLength(1);
    expect((await worker.es.get({ index, id }))._source).toEqual(now);
  });
});

describe("bikes that never reported", () => {
  it("are left alone when they are registered, unless somebody worked on them", async () => {
    const [silent, worked, heard] = [nextBike(), nextBike(), nextBike()];
    await ride(worker, heard, 0, 10);
    const entities = [silent, worked].map((bikeId) => aBikeEntity(bikeId));
    await worker.publisher.publish(
      worker.names.topics.bikes,
      entities.map((entity) => ({ key: entity.bike_id, value: JSON.stringify(entity) })),
    );
    await worker.caughtUp();
    await build(around(worked));
    const found = await builderOn(es, worker).silent([all(silent), all(worked), all(heard)]);
    expect([...found]).toEqual([silent]);
    expect(await builderOn(es, worker).silent([around(silent)])).toEqual(new Set());
  });
});
