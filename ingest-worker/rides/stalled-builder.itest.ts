import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { rideIdOf } from "@/lib/domain/ride-document";
import type { Elasticsearch } from "@/lib/es/client";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
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
import { ridesOf } from "./testing/rides-of";
import type { MarkedBike } from "./waiting-marks";

let worker: RunningWorker;
let proxy: FaultProxy;
let stalled: Elasticsearch;
let straight: Elasticsearch;
let bikes = 0;

beforeAll(async () => {
  worker = await workerWithoutRides(inject("environment"));
  const url = worker.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  proxy = await startFaultProxy(url);
  stalled = asRides(worker, proxy.url);
  straight = asRides(worker);
});
beforeEach(() => proxy.heal());
afterAll(async () => {
  await Promise.all([stalled.close(), straight.close(), proxy.close()]);
  await worker.stop();
});

const nextBike = () => `ST-${String(++bikes).padStart(6, "0")}`;
/**
 * A builder whose requests stop at one of its bulks: 1 claims, 2 announces, 3 writes rides, 4 takes others away. It dies when the
 * bulk has arrived.
 */
async function stallAt(bulk: number, bike: MarkedBike) {
  let release = () => {};
  let reached = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stuck = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let bulks = 0;
  proxy.faultOf = async (request) => {
    if (request !== `POST /${worker.names.rides}/_bulk`) return "none";
    bulks++;
    if (bulks < bulk) return "none";
    if (bulks > bulk) return { status: 400, type: "died" };
    reached();
    await held;
    return "none";
  };
  const builder = builderOn(stalled, worker);
  await builder.refresh([bike]);
  const dying = builder.build([bike]).then(
    () => null,
    (fault: unknown) => fault,
  );
  await stuck;
  return {
    /** Its bulk arrives, and nothing after it. */
    async arrive() {
      release();
      await dying;
    },
  };
}

describe("a builder of rides that stalls and writes when another has taken over", () => {
  it("brings back no ride that the other found to begin sooner", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 10, 20);
    const first = await stallAt(3, around(bikeId));
    await ride(worker, bikeId, 5, 10);
    const told = await buildOn(straight, worker, around(bikeId));
    const before = await kept(worker, bikeId);
    expect(before).toMatchObject([{ start: 5, end: 20 }]);
    expect(told).toEqual([JSON.stringify({ from: noon(5), to: noon(10) + 1 })]);
    await first.arrive();
    expect(await kept(worker, bikeId)).toEqual(before);
  });

  it("changes no ride that the other found right as it was", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 20);
    await register(worker, bikeId, inFleet("one"));
    await buildOn(straight, worker, all(bikeId));
    await register(worker, bikeId, { version: 2, ...inFleet("two") });
    const first = await stallAt(3, all(bikeId));
    await register(worker, bikeId, { version: 3, ...inFleet("one") });
    await buildOn(straight, worker, all(bikeId));
    const before = await kept(worker, bikeId);
    expect(before).toMatchObject([{ start: 0, fleet_id: "one", revision: 1 }]);
    await first.arrive();
    expect(await kept(worker, bikeId)).toEqual(before);
  });

  it("takes no ride away that the other found right as it was", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 20);
    await buildOn(straight, worker, all(bikeId));
    const out = [{ bike_id: "ST-999999", from: null, to: null }];
    await register(worker, bikeId, { readings_out: out });
    const first = await stallAt(3, all(bikeId));
    await register(worker, bikeId, { version: 2 });
    await buildOn(straight, worker, all(bikeId));
    const before = await kept(worker, bikeId);
    expect(before).toMatchObject([{ start: 0, end: 20 }]);
    await first.arrive();
    expect(await kept(worker, bikeId)).toEqual(before);
  });

  it("writes nothing where the other took over before it announced what", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 10, 20);
    const first = await stallAt(2, around(bikeId));
    await ride(worker, bikeId, 5, 10);
    await buildOn(straight, worker, around(bikeId));
    const before = await kept(worker, bikeId);
    await first.arrive();
    expect(await kept(worker, bikeId)).toEqual(before);
    expect(await headOf(worker, bikeId)).not.toHaveProperty("open");
  });
});

describe("a builder of rides that dies after it wrote, before it told", () => {
  it("leaves to the next one what is to be told, whatever that one works on", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 0, 20);
    const first = builderOn(straight, worker);
    await first.refresh([around(bikeId)]);
    await first.build([around(bikeId)]);
    expect(await headOf(worker, bikeId)).toMatchObject({ open: [noon(0)] });
    const elsewhere = { bikeId, marks: [{ from: noon(6_000), to: noon(6_001), wait_ms: 0 }] };
    expect(await buildOn(straight, worker, elsewhere)).toEqual([
      JSON.stringify({ from: noon(0), to: noon(0) + 1 }),
    ]);
    expect(await headOf(worker, bikeId)).not.toHaveProperty("open");
    expect(await kept(worker, bikeId)).toMatchObject([{ start: 0, end: 20, revision: 1 }]);
    expect(await buildOn(straight, worker, elsewhere)).toEqual([]);
  });

  it("leaves wrong rides to nobody: what it wrote by what it read long ago is made anew", async () => {
    const bikeId = nextBike();
    await ride(worker, bikeId, 10, 20);
    const first = await stallAt(3, around(bikeId));
    await ride(worker, bikeId, 5, 10);
    await first.arrive();
    expect(await kept(worker, bikeId)).toMatchObject([{ start: 10, end: 20 }]);
    const elsewhere = { bikeId, marks: [{ from: noon(6_000), to: noon(6_001), wait_ms: 0 }] };
    await builderOn(straight, worker).refresh([around(bikeId)]);
    expect(await buildOn(straight, worker, elsewhere)).toEqual([
      JSON.stringify({ from: noon(5), to: noon(10) + 1 }),
    ]);
    const [only, ...others] = await ridesOf(worker, bikeId);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ start: noon(5), end: noon(20) });
    expect(only?.replaces).toEqual([rideIdOf({ bike_id: bikeId, start: noon(10) })]);
  });
});
