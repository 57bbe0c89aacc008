import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { makeTestInstallation } from "@/stack/test-installation";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { readSweep } from "./kept-sweep";
import { asRides, ride } from "./testing/by-hand";
import { ridesOf } from "./testing/rides-of";

const BIKES = 5_000;
const bikeOf = (at: number) => `LW-${String(at).padStart(6, "0")}`;
let worker: RunningWorker;
let rides: RunningWorker;
beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  worker = await runWorkerOn(installation, { lanes: ["late", "bikes"] });
  const operations = Array.from({ length: BIKES }, (_, at) => [
    { index: { _id: bikeOf(at) } },
    { bike_id: bikeOf(at), newest_at: Date.now() },
  ]).flat();
  await worker.es.bulk({ index: worker.names.state, operations, refresh: true });
  rides = await runWorkerOn(installation, { lanes: ["rides"] });
});
afterAll(async () => {
  await rides.stop();
  await worker.stop();
});

it("makes a ride that came late within seconds of its time while the rides of all bikes are made anew", async () => {
  const es = asRides(worker);
  const after = async () => (await readSweep(es, worker.names.rides))?.sweep.after ?? null;
  await expect.poll(after, { timeout: 20_000, interval: 100 }).not.toBeNull();
  // It waits for five seconds for more that comes late, and is then read.
  await ride(worker, "LIVE-001", 0, 10);
  await expect
    .poll(async () => (await ridesOf(worker, "LIVE-001")).length, { timeout: 10_000, interval: 100 })
    .toBe(1);
  expect(await after()).not.toBeNull();
  await es.close();
});
