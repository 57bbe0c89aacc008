import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { openProjectionSuite, type ProjectionSuite } from "./testing/projection-suite";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-06-15T12:00:00Z");
const patience = { timeout: 20_000, interval: 200 };
let suite: ProjectionSuite;
let worker: RunningWorker;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  // There were rides before there was a projection.
  await suite.keepRides([aRide("PL-000001", NOON, NOON + HOUR)]);
  await suite.bike("PL-000001", null);
  worker = await runWorkerOn(suite, { lanes: ["projection"] });
});
afterAll(async () => {
  await worker.stop();
  await suite.close();
});

it("projects rides that are told of, marked, and of before it began; and purges who withdraws within seconds", async () => {
  const counted = async () => (await suite.documents()).map(({ start }) => (start - NOON) / HOUR);
  await expect
    .poll(
      () => suite.rows(sql`select sum(no_rider)::int as rides from ride_days where purpose = 'range-model'`),
      patience,
    )
    .toEqual([{ rides: 1 }]);
  const rider = await suite.rider("ann");
  await suite.consent(rider, "range-model", "granted", NOON - HOUR);
  await suite.own("PL-000001", rider);
  await expect.poll(counted, patience).toEqual([0]);
  await suite.keepRides([aRide("PL-000001", NOON + 2 * HOUR, NOON + 3 * HOUR)]);
  await worker.publisher.publish(worker.names.topics.ridesChanged, [
    { key: "PL-000001", value: JSON.stringify({ from: NOON + 2 * HOUR, to: NOON + 2 * HOUR + 1 }) },
  ]);
  await expect.poll(counted, patience).toEqual([0, 2]);
  await suite.consent(rider, "range-model", "withdrawn");
  await expect
    .poll(() => suite.rows(sql`select keys_destroyed from purge_receipts`), patience)
    .toEqual([{ keys_destroyed: 1 }]);
  expect(await counted()).toEqual([]);
  await expect
    .poll(
      () => suite.rows(sql`select sum(withdrawn)::int as rides from ride_days where purpose = 'range-model'`),
      patience,
    )
    .toEqual([{ rides: 2 }]);
});
