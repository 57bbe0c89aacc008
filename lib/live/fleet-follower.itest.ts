import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { BikeEntity } from "@/lib/domain/bike-entity";
import type { Names } from "@/lib/domain/names";
import { HEADER } from "@/lib/domain/packet";
import { mergeStates, stateDocument } from "@/lib/domain/state";
import { POSITION, type StateDocument } from "@/lib/domain/state-document";
import { aBikeEntity, inFleet } from "@/lib/domain/testing/a-bike-entity";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { createKafka, type Kafka } from "@/lib/kafka/client";
import { createPublisher, type Publisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { type FleetFollower, followFleet } from "./fleet-follower";
import { FleetGrid } from "./fleet-grid";
import { EVERYTHING, ofFleets } from "./testing/scopes";

const NOW = Date.now();
const log = createLog("tests", "silent");
const followers: FleetFollower[] = [];
let names: Names;
let password: string;
let url: string;
let ingest: Elasticsearch;
let operations: Elasticsearch;
let kafka: Kafka;
let publisher: Publisher;
beforeAll(async () => {
  const { environment, names: own } = await makeTestInstallation(inject("environment"));
  names = own;
  url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  password = environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "";
  ingest = createElasticsearch({
    url,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
  });
  operations = createElasticsearch({ url, username: "operations", password });
  const brokers = (environment.SLIPSTREAM_KAFKA_BROKERS ?? "").split(",");
  kafka = createKafka({ brokers, clientId: "tests", log });
  publisher = await createPublisher(kafka);
});
afterAll(async () => {
  await Promise.all(followers.map((follower) => follower.stop()));
  await Promise.all([publisher.disconnect(), ingest.close(), operations.close()]);
});

/** A state measured so many seconds ago, at that latitude. */
const state = (bikeId: string, agoSeconds: number, lat: number): StateDocument => {
  const t = NOW - agoSeconds * 1_000;
  return stateDocument(bikeId, 0, { [POSITION]: { t, s: "iot", v: { lat, lon: 9.5 } } }, t);
};
const entity = (bikeId: string, version: number, fleetId: string): BikeEntity =>
  aBikeEntity(bikeId, { version, assignments: [inFleet(fleetId)] });

/** As the worker leaves them, without waiting for a refresh. */
const store = async (...states: StateDocument[]): Promise<void> => {
  for (const document of states) await ingest.index({ index: names.state, id: document.bike_id, document });
};
const publish = (document: StateDocument, headers: Record<string, string> = {}): Promise<void> =>
  publisher.publish(names.topics.bikeState, [
    { key: document.bike_id, value: JSON.stringify(document), headers },
  ]);
const register = (bikeId: string, value: BikeEntity): Promise<void> =>
  publisher.publish(names.topics.bikes, [{ key: bikeId, value: JSON.stringify(value) }]);

async function aReplica(es = operations): Promise<{ grid: FleetGrid; follower: FleetFollower }> {
  const grid = new FleetGrid();
  const follower = followFleet(grid, { es, kafka, names, log });
  followers.push(follower);
  return { grid, follower };
}
const ready = (follower: FleetFollower) =>
  expect.poll(() => follower.status().isReady, { timeout: 20_000 }).toBe(true);
const latOf = (grid: FleetGrid, bikeId: string) => grid.bike(EVERYTHING, bikeId)?.position?.lat;

describe("a replica of the live map", () => {
  it("has what was stored and published before, and follows what comes, without going back", async () => {
    await store(state("LI-STORED", 100, 47.1), state("LI-BOTH", 100, 47.2));
    await publish(state("LI-BOTH", 200, 46));
    await publish(state("LI-TOPIC", 50, 47.3));
    await register("LI-STORED", entity("LI-STORED", 1, "a"));
    const { grid, follower } = await aReplica();
    await ready(follower);
    const bikes = ["LI-STORED", "LI-BOTH", "LI-TOPIC"];
    expect(bikes.map((bikeId) => latOf(grid, bikeId))).toEqual([47.1, 47.2, 47.3]);
    expect(grid.bike(ofFleets("a"), "LI-STORED")?.fleet).toEqual({ id: "a", name: "a" });

    grid.turnPulse(NOW);
    let atMs = NOW + 1_000;
    const headers = { [HEADER.receivedAt]: String(NOW - 7), [HEADER.readings]: "3" };
    await publish(state("LI-TOPIC", 60, 40), headers);
    await publish(state("LI-STORED", 10, 47.9), headers);
    await expect.poll(() => latOf(grid, "LI-STORED")).toBe(47.9);
    const pulse = () => {
      grid.sendArrivals(NOW);
      grid.turnPulse(atMs);
      atMs += 1_000;
      return grid.pulse(EVERYTHING);
    };
    let readings = 0;
    await expect
      .poll(() => {
        const { readingsPerSecond, ageMs } = pulse();
        if (readingsPerSecond > 0) expect(ageMs).toBe(5);
        readings += readingsPerSecond;
        return readings;
      })
      .toBe(6);
    expect(latOf(grid, "LI-TOPIC")).toBe(47.3);
    expect(follower.status()).toMatchObject({
      isConnected: true,
      lag: 0,
      refused: 0,
    });
  });

  it("follows bikes from fleet to fleet, and out of all of them", async () => {
    const { grid, follower } = await aReplica();
    await ready(follower);
    await publish(state("LI-SOLD", 5, 47));
    await expect.poll(() => latOf(grid, "LI-SOLD")).toBe(47);
    const seenBy = () => ["a", "b"].filter((fleet) => grid.bike(ofFleets(fleet), "LI-SOLD"));
    for (const [version, fleet] of [
      [1, "a"],
      [2, "b"],
    ] as const) {
      await register("LI-SOLD", entity("LI-SOLD", version, fleet));
      await expect.poll(seenBy).toEqual([fleet]);
    }
    await register("LI-SOLD", { ...entity("LI-SOLD", 3, "b"), withdrawn: true });
    await expect.poll(seenBy).toEqual([]);
    expect(grid.bike(EVERYTHING, "LI-SOLD")?.fleet).toBeNull();
  });

  it("is equal to every other one, page after page of states", async () => {
    const many = Array.from({ length: 4_100 }, (_, at) =>
      state(`DCU-${at}`, at % 900, (500_000 + at) / 10_000),
    );
    const lines = many.flatMap((document) => [
      JSON.stringify({ index: { _id: document.bike_id } }),
      JSON.stringify(document),
    ]);
    await ingest.bulk({ index: names.state, operations: lines });
    const replicas = await Promise.all([aReplica(), aReplica()]);
    await Promise.all(replicas.map(({ follower }) => ready(follower)));
    const shown = replicas.map(({ grid }) => many.map(({ bike_id }) => latOf(grid, bike_id)));
    expect(shown[0]).toEqual(many.map(({ location }) => location?.lat));
    expect(shown[1]).toEqual(shown[0]);
  });

  it("waits for a store that is away, and is not ready before", async () => {
    const proxy = await startFaultProxy(url);
    proxy.faultOf = () => "cut";
    const es = createElasticsearch({ url: proxy.url, username: "operations", password });
    const { grid, follower } = await aReplica(es);
    await expect.poll(() => proxy.requests.length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(follower.status().isReady).toBe(false);
    proxy.faultOf = () => "none";
    await ready(follower);
    expect(latOf(grid, "DCU-7")).toBe(50.0007);
    await follower.stop();
    await es.close();
    await proxy.close();
  });

  it("leaves aside what it cannot read, counts it, and goes on", async () => {
    const { grid, follower } = await aReplica();
    await ready(follower);
    const { bikes, bikeState } = names.topics;
    await publisher.publish(bikes, [{ key: "LI-ODD", value: '{"bike_id":"LI-ODD"}' }]);
    for (const value of ["{", "null", '{"bike_id":"li odd","generation":0,"newest_at":1,"fields":{}}'])
      await publisher.publish(bikeState, [{ key: "LI-ODD", value }]);
    const [older, newer] = [state("LI-ODD", 20, 47.4), state("LI-ODD", 10, 47.5)];
    await publish(mergeStates(older, newer));
    await expect.poll(() => latOf(grid, "LI-ODD")).toBe(47.5);
    await expect.poll(() => follower.status().refused).toBe(4);
  });
});
