import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { openProjectionSuite, type ProjectionSuite } from "./testing/projection-suite";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-06-15T12:00:00Z");
const BIKES = 5_000;
const RIDDEN = "WB-000001";
const bikeOf = (at: number) => `WB-${String(at).padStart(6, "0")}`;
/** Of a promise of 15 minutes; a step of the way through all bikes takes some tenths of a second. */
const patience = { timeout: 8_000, interval: 50 };
let suite: ProjectionSuite;
let worker: RunningWorker;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  await suite.keepRides(Array.from({ length: BIKES }, (_, at) => aRide(bikeOf(at), NOON, NOON + HOUR)));
  await suite.bike(RIDDEN, null);
});
afterAll(async () => {
  await worker.stop();
  await suite.close();
});

const done = async () => {
  const [row] = await suite.rows(sql`select bikes, is_again from whole_projections_open`);
  return row && row.is_again === false ? Number(row.bikes) : 0;
};

it("projects what is told of, and purges who withdraws, within seconds while all bikes are projected", async () => {
  const rider = await suite.rider("ann");
  await suite.consent(rider, "range-model", "granted", NOON - HOUR);
  await suite.own(RIDDEN, rider);
  worker = await runWorkerOn(suite, { lanes: ["projection"] });
  await expect.poll(done, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  await expect.poll(async () => (await suite.documents()).length, patience).toBe(1);
  await suite.keepRides([aRide(RIDDEN, NOON + 2 * HOUR, NOON + 3 * HOUR)]);
  await worker.publisher.publish(worker.names.topics.ridesChanged, [
    { key: RIDDEN, value: JSON.stringify({ from: NOON + 2 * HOUR, to: NOON + 2 * HOUR + 1 }) },
  ]);
  await expect.poll(async () => (await suite.documents()).length, patience).toBe(2);
  expect(await done()).toBeGreaterThan(0);
  await suite.consent(rider, "range-model", "withdrawn");
  await expect
    .poll(() => suite.rows(sql`select keys_destroyed from purge_receipts`), patience)
    .toEqual([{ keys_destroyed: 1 }]);
  const atPurge = await done();
  expect([atPurge > 0, atPurge < BIKES]).toEqual([true, true]);
  expect(await suite.documents()).toEqual([]);
});
