import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import { HEADER } from "@/lib/domain/packet";
import type { StoredState } from "@/lib/domain/state-document";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import { readTopic } from "./testing/read-topic";
import { type RunningWorker, runWorker } from "./testing/running-worker";

let running: RunningWorker;
beforeAll(async () => {
  running = await runWorker(inject("environment"));
});
afterAll(() => running.stop());

const now = Date.now();

/** One reading of a bike. */
async function report(bikeId: string): Promise<void> {
  const value = JSON.stringify({
    v: 1,
    bike_id: bikeId,
    source: "iot",
    readings: [{ t: now, speed_kmh: 20 }],
  });
  const headers = { [HEADER.receivedAt]: String(now), [HEADER.ingestClient]: "tests" };
  await running.publisher.publish(running.names.topics.telemetry, [{ key: bikeId, value, headers }]);
  await running.caughtUp();
}

describe("master data", () => {
  const entity = (bikeId: string, version: number, fleetId: string): BikeEntity =>
    aBikeEntity(bikeId, { version, assignments: [inFleet(fleetId)] });
  async function register(key: string, value: string): Promise<void> {
    await running.publisher.publish(running.names.topics.bikes, [{ key, value }]);
    await running.caughtUp();
  }
  async function storedOf(bikeId: string) {
    const { _source } = await running.es.get<StoredState>({ index: running.names.state, id: bikeId });
    return _source;
  }

  it("is in the state of its bike, whether that reported before, later or never", async () => {
    await report("REG-0001");
    for (const bikeId of ["REG-0001", "REG-0002"])
      await register(bikeId, JSON.stringify(entity(bikeId, 3, "a")));
    expect(await storedOf("REG-0002")).toMatchObject({ newest_at: null, tenures: [{ fleet_id: "a" }] });
    await report("REG-0002");
    for (const bikeId of ["REG-0001", "REG-0002"])
      expect(await storedOf(bikeId)).toMatchObject({
        newest_at: now,
        speed_ckmh: 2_000,
        registration: { version: 3, oem_id: "o", model_id: "m" },
        tenures: [{ fleet_id: "a", newest_at: now, speed_ckmh: 2_000 }],
      });
  });

  it("is the greatest version, and leaves a withdrawn bike to nobody", async () => {
    for (const [version, fleet] of [
      [2, "b"],
      [4, "c"],
      [1, "a"],
    ] as const)
      await register("REG-0003", JSON.stringify(entity("REG-0003", version, fleet)));
    expect(await storedOf("REG-0003")).toMatchObject({ tenures: [{ fleet_id: "c" }] });
    await register("REG-0003", JSON.stringify({ ...entity("REG-0003", 5, "c"), withdrawn: true }));
    expect(await storedOf("REG-0003")).toMatchObject({ tenures: [] });
  });

  it("stays out of what is published, which goes to every map", async () => {
    const published = await readTopic(running.kafka, running.names.topics.bikeState);
    const texts = published
      .filter(({ key }) => key?.toString().startsWith("REG-"))
      .map(({ value }) => String(value));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => text.includes("registration") || text.includes("tenures"))).toEqual([]);
    expect(published.some(({ key }) => key?.toString() === "REG-0003")).toBe(false);
  });

  it("that cannot be read is counted and changes nothing", async () => {
    const count = async () => {
      const { values } = await running.worker.metrics.registrations.get();
      return values.find(({ labels }) => labels.result === "refused")?.value ?? 0;
    };
    const before = await count();
    for (const value of [
      "{",
      JSON.stringify(entity("REG-0009", 9, "z")),
      JSON.stringify({ bike_id: "REG-0003" }),
    ])
      await register("REG-0003", value);
    expect(await count()).toBe(before + 3);
    expect(await storedOf("REG-0003")).toMatchObject({ registration: { version: 5 } });
  });
});
