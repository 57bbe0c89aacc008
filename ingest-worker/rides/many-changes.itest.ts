import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { countedParts } from "@/lib/domain/attribution";
import { type RideDocument, rideIdOf } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { refreshIndex } from "@/lib/es/refresh-index";
import { readSamples } from "@/lib/rides/bike-samples";
import { verifyRides } from "@/lib/rides/verify-rides";
import type { RunningWorker } from "../testing/running-worker";
import { RideStore } from "./ride-store";
import { asRides, builderOn, buildOn, noon, register, ride, workerWithoutRides } from "./testing/by-hand";
import { ridesOf, sendLate } from "./testing/rides-of";

let worker: RunningWorker;
let es: Elasticsearch;
beforeAll(async () => {
  worker = await workerWithoutRides(inject("environment"));
  es = asRides(worker);
});
afterAll(async () => {
  await es.close();
  await worker.stop();
});

/** Minutes from one ride's start to the next one's, and how long each is. */
const [EVERY, LONG] = [140, 95];
/** Readings of each, one every half a minute. */
const READINGS = 2 * LONG + 1;
/** A Monday morning, minutes after noon. */
const MONDAY = 15 * 60;
const [FEWER, MORE] = ["MC-000001", "MC-000002"];
const MANY = new Map([
  [MORE, 54],
  [FEWER, 30],
]);

const startsOf = (rides: number) => Array.from({ length: rides }, (_, at) => MONDAY + at * EVERY);
const recorded = (bikeId: string, startMinute: number) => ({
  bikeId,
  source: "iot" as const,
  readings: Array.from({ length: READINGS }, (_, at) => ({
    t: noon(startMinute + at / 2),
    speed_kmh: 18,
    lat: 47 + at / 1_000,
    lon: 9.5,
  })),
});

describe("changes in the middle of many rides of a week, with others near, of bikes whose modules were in others once", () => {
  const out = [{ bike_id: "MC-999999", from: noon(-20_000), to: noon(-19_000) }];
  beforeAll(async () => {
    await sendLate(
      worker,
      [...MANY].flatMap(([bikeId, rides]) => startsOf(rides).map((start) => recorded(bikeId, start))),
    );
    await worker.caughtUp();
    for (const bikeId of MANY.keys()) await register(worker, bikeId, { readings_out: out });
  });

  it("give rides that count each reading once", async () => {
    const bikes = [...MANY].map(([bikeId, rides]) => ({
      bikeId,
      marks: startsOf(rides).map((start) => ({
        from: noon(start + LONG / 2),
        to: noon(start + LONG / 2) + 1,
        wait_ms: 0,
      })),
    }));
    const builder = builderOn(es, worker);
    await builder.refresh(bikes);
    const built = await builder.build(bikes);
    expect([...built.endless.values()]).toEqual([false, false]);
    await builder.close(built);
    for (const [bikeId, rides] of MANY)
      expect((await ridesOf(worker, bikeId)).map(({ readings }) => readings)).toEqual(
        Array.from({ length: rides }, () => READINGS),
      );
    for (const bikeId of MANY.keys())
      for await (const { differing } of verifyRides(worker.es, worker.names, bikeId, 0, Date.now()))
        expect(differing).toEqual([]);
  });

  it("are read together where they are as many readings as are asked for, and else not", async () => {
    const windows = await listGenerations(es, worker.names.windowPrefix);
    const week = { fromMs: noon(0), toMs: noon(8 * 24 * 60) };
    const parts = (bikeId: string) =>
      countedParts({ readings_in: [], readings_out: out.map((one) => ({ ...one })) }, bikeId);
    const wanted = new Map([...MANY.keys()].map((bikeId) => [bikeId, [week]]));
    const read = (most?: number) => readSamples(es, worker.names, windows, parts, wanted, most);
    const samples = await read();
    const counts = [...(samples ?? [])].map(([bikeId, own]) => [bikeId, own.length]);
    expect(counts).toEqual([...MANY].map(([bikeId, rides]) => [bikeId, rides * READINGS]));
    expect(await read(84 * READINGS)).toEqual(samples);
    // One page has ten thousand.
    expect(await read(84 * READINGS - 1)).toBeNull();
    expect(await read(1_000)).toBeNull();
  });
});

describe("rides that are kept", () => {
  it("are had whole, however many begin in what is asked for", async () => {
    const bikeId = "MC-000003";
    await ride(worker, bikeId, 0, 10);
    await buildOn(es, worker, { bikeId, marks: [{ from: noon(0), to: noon(10), wait_ms: 0 }] });
    const [first] = await ridesOf(worker, bikeId);
    if (!first) throw new Error("expected a ride, got none");
    const many = Array.from(
      { length: 10_100 },
      (_, at): RideDocument => ({ ...first, start: first.start + at * 60_000, end: first.end + at * 60_000 }),
    );
    const store = new RideStore(es, worker.names.rides);
    expect(await store.replace({ written: many, superseded: [] }, () => 9)).toEqual(new Set());
    await refreshIndex(es, worker.names.rides);
    // The regions overlap, as those of changes that are near do.
    const [from, middle, to] = [noon(0), noon(5_000), noon(20_000)];
    const regions = [
      { fromMs: from, toMs: middle },
      { fromMs: middle - 1, toMs: to },
    ];
    const kept = await store.kept(
      new Map([
        [bikeId, regions],
        ["MC-000004", regions],
      ]),
    );
    expect(kept.get(bikeId)?.map(rideIdOf)).toEqual(many.map(rideIdOf));
    expect(kept.get("MC-000004")).toEqual([]);
  });
});

/** Minutes of five days, after noon. */
const [DAYS_FROM, DAYS_TO] = [20 * 1_440, 25 * 1_440];

it("a bike that has been moving for days is told from one that was told of by days at once", async () => {
  const bikeId = "NS-000001";
  const readings = Array.from({ length: (DAYS_TO - DAYS_FROM) * 4 }, (_, at) => ({
    t: noon(DAYS_FROM + at / 4),
    speed_kmh: 3,
  }));
  await sendLate(
    worker,
    [0, 1, 2, 3, 4].map((day) => ({
      ...{ bikeId, source: "iot" as const },
      readings: readings.slice(day * 5_760, (day + 1) * 5_760),
    })),
  );
  await worker.caughtUp();
  const builder = builderOn(es, worker);
  const build = async (fromMinute: number, toMinute: number) => {
    const mark = { from: noon(fromMinute), to: noon(toMinute), wait_ms: 0 };
    const bikes = [{ bikeId, marks: [mark] }];
    await builder.refresh(bikes);
    const built = await builder.build(bikes);
    await builder.close(built);
    return [...built.endless];
  };
  expect(await build(DAYS_FROM, DAYS_TO)).toEqual([]);
  expect(await build(DAYS_FROM + 3_600, DAYS_FROM + 3_610)).toEqual([[bikeId, true]]);
  // As while it rides: there is nothing behind what came.
  expect(await build(DAYS_TO - 11, DAYS_TO)).toEqual([[bikeId, true]]);
  expect(await build(DAYS_TO + 600, DAYS_TO + 611)).toEqual([[bikeId, false]]);
});
