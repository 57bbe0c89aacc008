import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Source } from "@/lib/domain/packet";
import { readRidesChanged } from "@/lib/domain/rides-changed";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { makeTestInstallation } from "@/stack/test-installation";
import { readTopic } from "../testing/read-topic";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { ridesOf, sendLate } from "./testing/rides-of";

const MINUTE_S = 60;
/** A Sunday noon long ago. */
const noonMs = Date.parse("2025-06-15T12:00:00Z");
const METRES_PER_DEGREE = 111_195.08;
/** Marks wait some seconds before they are worked on. */
const patience = { timeout: 60_000, interval: 250 };
let worker: RunningWorker;

beforeAll(async () => {
  // Without the projection: what a lane reads in whole batches, nobody else in its process can read record by record.
  worker = await runWorkerOn(await makeTestInstallation(inject("environment")), {
    lanes: ["telemetry", "late", "bikes", "rides"],
  });
});
afterAll(() => worker.stop());

/** Readings of a bike that rides north at 18 km/h from one second to another after noon. */
const riding = (fromS: number, toS: number, everyS = 5) =>
  Array.from({ length: Math.floor((toS - fromS) / everyS) + 1 }, (_, at) => {
    const atS = fromS + at * everyS;
    return { t: noonMs + atS * 1_000, speed_kmh: 18, lat: 47 + (atS * 5) / METRES_PER_DEGREE, lon: 9.5 };
  });

const send = (bikeId: string, source: Source, readings: readonly object[]) =>
  sendLate(worker, [{ bikeId, source, readings }]);

const register = (entity: ReturnType<typeof aBikeEntity>) =>
  worker.publisher.publish(worker.names.topics.bikes, [
    { key: entity.bike_id, value: JSON.stringify(entity) },
  ]);

const spans = async (bikeId: string) =>
  (await ridesOf(worker, bikeId)).map(({ start, end }) => [(start - noonMs) / 1_000, (end - noonMs) / 1_000]);

describe("the lane of rides", () => {
  it("makes rides of what was stored, and of late readings between two the one ride that it was", async () => {
    const bikeId = "RD-000001";
    await send(bikeId, "app", riding(0, 10 * MINUTE_S));
    await send(bikeId, "app", riding(20 * MINUTE_S, 30 * MINUTE_S));
    await expect
      .poll(() => spans(bikeId), patience)
      .toEqual([
        [0, 600],
        [1_200, 1_800],
      ]);
    await send(bikeId, "iot", riding(9 * MINUTE_S, 21 * MINUTE_S));
    await expect.poll(() => spans(bikeId), patience).toEqual([[0, 1_800]]);
    const [ride] = await ridesOf(worker, bikeId);
    expect(ride).toMatchObject({
      revision: 2,
      cause: "late-readings",
      source: "app",
      filled: true,
      distance_m: 9_000,
      replaces: [`${bikeId}_${noonMs + 1_200_000}`],
    });
  });

  it("keeps a ride as it is when its readings come once more", async () => {
    const bikeId = "RD-000002";
    await send(bikeId, "app", riding(0, 10 * MINUTE_S));
    await expect.poll(() => spans(bikeId), patience).toEqual([[0, 600]]);
    const before = await ridesOf(worker, bikeId);
    await send(bikeId, "app", riding(0, 10 * MINUTE_S));
    await send(bikeId, "app", riding(60 * MINUTE_S, 70 * MINUTE_S));
    await expect.poll(() => spans(bikeId), patience).toHaveLength(2);
    expect((await ridesOf(worker, bikeId)).slice(0, 1)).toEqual(before);
  });

  it("tells when the rides begin that it wrote and took away", async () => {
    const bikeId = "RD-000008";
    const told = async () =>
      (await readTopic(worker.kafka, worker.names.topics.ridesChanged)).flatMap(({ key, value }) => {
        const changed = key?.toString() === bikeId ? readRidesChanged(String(value)) : null;
        return changed ? [[(changed.from - noonMs) / 1_000, (changed.to - 1 - noonMs) / 1_000]] : [];
      });
    // More than once where it was made anew, and never of what did not change.
    const startsTold = async () => [...new Set((await told()).flat())].toSorted((a, b) => a - b);
    await send(bikeId, "app", riding(0, 10 * MINUTE_S));
    await expect.poll(startsTold, patience).toEqual([0]);
    await expect.poll(() => spans(bikeId), patience).toEqual([[0, 600]]);
    const before = (await told()).length;
    await send(bikeId, "app", riding(-5 * MINUTE_S, 0));
    await expect.poll(() => spans(bikeId), patience).toEqual([[-300, 600]]);
    await expect.poll(async () => (await told()).slice(before).flat().includes(-300), patience).toBe(true);
    expect(await startsTold()).toEqual([-300, 0]);
  });

  it("has a ride's fleet and model, also where the bike is registered after it", async () => {
    const bikeId = "RD-000003";
    await send(bikeId, "iot", riding(0, 10 * MINUTE_S));
    await expect
      .poll(async () => (await ridesOf(worker, bikeId)).map(({ fleet_id }) => fleet_id), patience)
      .toEqual([null]);
    const entity = aBikeEntity(bikeId);
    const fleet = { fleet_id: "fleet-1", fleet_name: "One", from: noonMs - 1, to: noonMs + 1_000 };
    await register({ ...entity, assignments: [fleet] });
    await expect
      .poll(
        async () =>
          (await ridesOf(worker, bikeId)).map(({ fleet_id, model_id, cause }) => [fleet_id, model_id, cause]),
        patience,
      )
      .toEqual([["fleet-1", entity.model.id, "master-data"]]);
  });

  it("gives a bike the rides that a swapped module recorded in it, and takes them from the other", async () => {
    const [wrong, right] = ["RD-000004", "RD-000005"];
    await send(wrong, "iot", riding(0, 10 * MINUTE_S));
    await expect.poll(() => spans(wrong), patience).toEqual([[0, 600]]);
    const stretch = { from: null, to: noonMs + 3_600_000 };
    await register({ ...aBikeEntity(right), readings_in: [{ reported_as: wrong, ...stretch }] });
    await register({ ...aBikeEntity(wrong), readings_out: [{ bike_id: right, ...stretch }] });
    await expect.poll(() => spans(right), patience).toEqual([[0, 600]]);
    await expect.poll(() => spans(wrong), patience).toEqual([]);
    await send(wrong, "iot", riding(10 * MINUTE_S, 15 * MINUTE_S));
    await expect.poll(() => spans(right), patience).toEqual([[0, 900]]);
    expect(await spans(wrong)).toEqual([]);
  });

  it("makes the rides of what was stored before there was one, registered or not", async () => {
    const bikeId = "RD-000006";
    const installation = await makeTestInstallation(inject("environment"));
    const before = await runWorkerOn(installation, { lanes: ["late", "bikes"] });
    await sendLate(before, [{ bikeId, source: "app", readings: riding(0, 10 * MINUTE_S) }]);
    await before.caughtUp();
    const topic = before.names.topics.ridesDirty;
    const admin = before.kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await admin.deleteTopicRecords({ topic, partitions });
    await admin.disconnect();
    // Somebody had begun, and was interrupted.
    await before.es.index({
      index: before.names.rides,
      id: "RD-000007",
      document: { kind: "head", bike_id: "RD-000007", claims: 1 },
      refresh: true,
    });
    await before.stop();
    const after = await runWorkerOn(installation, { lanes: ["rides"] });
    await expect.poll(async () => (await ridesOf(after, bikeId)).length, patience).toBe(1);
    await after.stop();
  });
});
