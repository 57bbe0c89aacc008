import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { SlotValue } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { storedDocuments } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
/** Fields that a newer version has added to every window. */
const NEWER_FIELDS = {
  tyre_kpa: { type: "short", time_series_metric: "gauge" },
  trailer: { type: "keyword", index: false },
  dock: { type: "geo_point", index: false },
  counter: { type: "long", index: false },
};
const GREATEST_LONG = "9223372036854775807";

let installation: TestInstallation;
let stages: Stages;
let es: Elasticsearch;
let index: string;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { names, environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  stages = await openStages(installation, url);
  const password = environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "";
  es = createElasticsearch({ url, username: "maintenance", password });
  index = names.windowPrefix + windowOf(NOW_MS).name;
  await place("FIRST-1", {});
  await es.transport.request({
    method: "PUT",
    path: `/${index}/_mapping`,
    body: { properties: NEWER_FIELDS },
  });
});
afterAll(() => Promise.all([stages.close(), es.close()]));

const place = (bikeId: string, fields: Readonly<Record<string, SlotValue>>) =>
  stages.place(bikeId, [aStoredReading(NOW_MS, fields)]);

/** Stores a reading as a newer version does. */
async function storeNewer(bikeId: string, fields: string): Promise<void> {
  const arrival = '"lateness_s":90,"ingest_client":"first"';
  const document = `{"@timestamp":${NOW_MS},"bike_id":"${bikeId}","source":"iot",${arrival},${fields}}`;
  expect(await sendBulk(es, index, Buffer.from(`{"create":{}}\n${document}\n`))).toEqual({ allDone: true });
}

async function documentOf(bikeId: string) {
  const [document, ...more] = await storedDocuments(es, installation.names, bikeId);
  expect(more).toEqual([]);
  return document;
}

describe("a worker that joins into what a newer version has stored", () => {
  it("keeps the fields that it does not know, and how the reading first arrived", async () => {
    await storeNewer(
      "NEWER-1",
      '"tyre_kpa":310,"trailer":"child","dock":{"lat":47.5,"lon":9.5},"soc_permille":400',
    );
    await place("NEWER-1", { soc_pct: 500, cadence_rpm: 70 });
    expect(await documentOf("NEWER-1")).toEqual({
      "@timestamp": new Date(NOW_MS).toISOString(),
      bike_id: "NEWER-1",
      source: "iot",
      lateness_s: 90,
      ingest_client: "first",
      tyre_kpa: 310,
      trailer: "child",
      dock: { lat: expect.closeTo(47.5, 6), lon: expect.closeTo(9.5, 6) },
      soc_permille: 500,
      cadence_rpm: 70,
    });
  });

  it.each<[string, string, string, SlotValue, unknown, number]>([
    ["no codes are known", "CODES-1", "", ["E1", "E2"], ["E1", "E2"], 2],
    ["no codes are known and none is sent", "CODES-2", "", [], undefined, 0],
    ["they were cleared", "CODES-3", ',"error_count":0', ["E1"], "E1", 1],
    ["there are smaller ones", "CODES-4", ',"error_codes":["E1","E3"],"error_count":2', ["E2"], "E2", 1],
  ])("joins codes, with their number, where %s", async (_name, bikeId, stored, codes, joined, count) => {
    await storeNewer(bikeId, `"tyre_kpa":310${stored}`);
    await place(bikeId, { error_codes: codes });
    const { error_codes, error_count, tyre_kpa } = (await documentOf(bikeId)) ?? {};
    expect({ error_codes, error_count, tyre_kpa }).toEqual({
      error_codes: joined,
      error_count: count,
      tyre_kpa: 310,
    });
  });

  it.each([
    ["none", "PLACE-1", ""],
    ["a smaller one", "PLACE-2", ',"location":{"lat":47.1,"lon":9.5}'],
  ])("takes a position where there is %s", async (_name, bikeId, stored) => {
    await storeNewer(bikeId, `"tyre_kpa":310${stored}`);
    await place(bikeId, { lat: 47_200_000, lon: 9_400_000 });
    expect(await documentOf(bikeId)).toMatchObject({
      tyre_kpa: 310,
      location: { lat: expect.closeTo(47.2, 6), lon: expect.closeTo(9.4, 6) },
    });
  });

  it("keeps a reading as a dead letter whose join is refused for ever", async () => {
    await storeNewer("REFUSED-1", `"counter":${GREATEST_LONG}`);
    await place("REFUSED-1", { soc_pct: 500 });
    expect(await documentOf("REFUSED-1")).not.toHaveProperty("soc_permille");
    const letters = stages.letters.filter(({ headers }) => headers?.["dead-letter-key"] === "REFUSED-1");
    expect(letters.map(({ headers }) => headers?.["dead-letter-reason"])).toEqual(["refused-by-store"]);
  });
});
