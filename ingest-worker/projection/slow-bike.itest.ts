import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { openProjectionSuite, type ProjectionSuite } from "./testing/projection-suite";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-06-15T12:00:00Z");
const BIKES = ["SB-000000", "SB-000001", "SB-000002", "SB-000003"];
const [TOLD, SLOW] = ["SB-000000", "SB-000002"];
/** A batch, and the slow bike alone, take the 15 s that a statement has. */
const patience = { timeout: 50_000, interval: 250 };
const { log, of } = writtenLines("warn");
let suite: ProjectionSuite;
let worker: RunningWorker;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
});
afterAll(async () => {
  await worker.stop();
  await suite.close();
});

/** Holds a bike as another process does that works on it; the answer ends that. */
async function hold(bikeId: string): Promise<() => Promise<void>> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const holding = suite.owner.transaction(async (transaction) => {
    await transaction.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('projection of ' || ${bikeId}::text, 0))`,
    );
    isHeld();
    await ended;
  });
  await held;
  return async () => {
    end();
    await holding;
  };
}

it("a bike that the database has no time for keeps no other from being projected, and is once there is time", async () => {
  const counted = async () => (await suite.documents()).map(({ start }) => (start - NOON) / HOUR);
  const marked = () => suite.rows(sql`select distinct bike_id from projection_marks`);
  worker = await runWorkerOn(suite, { lanes: ["projection"], log });
  await expect
    .poll(async () => (await suite.rows(sql`select from whole_projections`)).length, patience)
    .toBe(1);
  const rider = await suite.rider("ann");
  for (const bikeId of BIKES) await suite.bike(bikeId, rider);
  await suite.consent(rider, "range-model", "granted", NOON - HOUR);
  await expect.poll(marked, patience).toEqual([]);
  await suite.keepRides(
    BIKES.map((bikeId, at) => aRide(bikeId, NOON + at * 24 * HOUR, NOON + (at * 24 + 1) * HOUR)),
  );
  const release = await hold(SLOW);
  await suite.owner.execute(sql`
    insert into projection_marks (bike_id, cause) select b, 'ownership' from unnest(${sql.param(BIKES.slice(1))}::text[]) as b`);
  await worker.publisher.publish(
    worker.names.topics.ridesChanged,
    [TOLD, SLOW].map((key) => ({
      ...{ key, value: JSON.stringify({ from: NOON, to: NOON + 72 * HOUR }) },
    })),
  );
  await expect.poll(counted, patience).toEqual([0, 24, 72]);
  await expect
    .poll(() => of("a bike could not be projected in time").map(({ bike }) => bike), patience)
    .toContain(SLOW);
  await expect.poll(marked, patience).toEqual([{ bike_id: SLOW }]);
  await release();
  await expect.poll(counted, patience).toEqual([0, 24, 48, 72]);
  await expect.poll(marked, patience).toEqual([]);
}, 170_000);
