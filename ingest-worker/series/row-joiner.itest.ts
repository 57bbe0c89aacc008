import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { SlotValue } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import { sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import type { FaultProxy } from "@/lib/es/testing/fault-proxy";
import type { TestInstallation } from "@/stack/test-installation";
import { UnknownAnswer } from "../store-gate";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { startStagesSuite } from "../testing/stages-suite";
import { quarantined, storedDocuments } from "../testing/stored";

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
let proxy: FaultProxy;
let stages: Stages;
let es: Elasticsearch;
let index: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ installation, proxy, stages, es, stop } = await startStagesSuite(inject("environment")));
  index = installation.names.windowPrefix + windowOf(NOW_MS).name;
  await place("FIRST-1", {});
  await es.transport.request({
    method: "PUT",
    path: `/${index}/_mapping`,
    body: { properties: NEWER_FIELDS },
  });
});
beforeEach(() => {
  proxy.heal();
  proxy.requests.length = 0;
});
afterAll(() => stop());

const place = (bikeId: string, fields: Readonly<Record<string, SlotValue>>) =>
  stages.place(bikeId, [aStoredReading(NOW_MS, fields)]);

const placeMany = (bikeId: string, all: readonly Readonly<Record<string, SlotValue>>[]) =>
  stages.place(
    bikeId,
    all.map((fields) => aStoredReading(NOW_MS, fields)),
  );
const asked = (request: string) => proxy.requests.filter((made) => made === `POST /${request}`).length;
const lettersOf = (bikeId: string) =>
  stages.letters
    .filter(({ headers }) => headers?.["dead-letter-key"] === bikeId)
    .map(({ headers }) => [headers?.["dead-letter-reason"], Number(headers?.["dead-letter-fault-count"])]);

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
    expect(lettersOf("REFUSED-1")).toEqual([["refused-by-store", 1]]);
  });
});

describe("many readings of one bike, source and instant, each with other values", () => {
  const SENT = 5_000;
  const sent = Array.from({ length: SENT }, (_, at) => ({ seq: at, soc_pct: (at * 7) % 1_000 }));
  const outcomes = async () => {
    const { values } = await stages.metrics.readings.get();
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
  };
  const lostOf = async (bikeId: string) =>
    (await quarantined(es, installation.names, bikeId))
      .map(({ value }) => JSON.stringify({ ...value, "@timestamp": undefined }))
      .sort();

  it("are joined before one write of a thousand, and every value that lost is kept once, however often they come", async () => {
    const before = await outcomes();
    await placeMany("STORM-1", sent);
    expect(asked(`${index}/_mget`)).toBeLessThanOrEqual(5);
    expect(asked(`${index}/_bulk`)).toBeLessThanOrEqual(6);
    expect(asked(`${installation.names.quarantine}/_bulk`)).toBeLessThanOrEqual(10);
    expect(await documentOf("STORM-1")).toMatchObject({ seq: SENT - 1, soc_permille: 999 });
    const after = await outcomes();
    expect([after.stored, after.collided]).toEqual([
      (before.stored ?? 0) + 1,
      (before.collided ?? 0) + SENT - 1,
    ]);
    const lost = [
      ...Array.from({ length: SENT - 1 }, (_, seq) => JSON.stringify({ seq })),
      ...Array.from({ length: 999 }, (_, soc_permille) => JSON.stringify({ soc_permille })),
    ].sort();
    expect(await lostOf("STORM-1")).toEqual(lost);
    await placeMany("STORM-1", [...sent].reverse());
    expect(await documentOf("STORM-1")).toMatchObject({ seq: SENT - 1, soc_permille: 999 });
    expect(await lostOf("STORM-1")).toEqual(lost);
  });

  it("are all dead letters where no join is taken, and are tried no oftener than together and alone", async () => {
    await storeNewer("REFUSED-2", `"counter":${GREATEST_LONG}`);
    await placeMany("REFUSED-2", sent.slice(0, 300));
    expect(await documentOf("REFUSED-2")).not.toHaveProperty("seq");
    expect(lettersOf("REFUSED-2")).toEqual([["refused-by-store", 300]]);
    expect(asked(`${index}/_bulk`)).toBe(3);
  });

  it("are joined as far as the store takes it, where it does not take the join of all", async () => {
    const long = "x".repeat(2_000);
    await place("LARGE-1", { cadence_rpm: 70 });
    // The state of the bike has its serial numbers twice, and must be written all the same.
    proxy.maxBytes = 5_200;
    proxy.isBounded = (request) => request.includes(index);
    const texts = ["firmware", "motor_serial", "battery_serial", "display_serial"];
    await placeMany("LARGE-1", [...texts.map((name) => ({ [name]: long })), { soc_pct: 500 }]);
    const document = (await documentOf("LARGE-1")) ?? {};
    expect(document).toMatchObject({ cadence_rpm: 70, soc_permille: 500 });
    const taken = texts.filter((name) => document[name] === long);
    expect(taken.length).toBeGreaterThan(0);
    expect(lettersOf("LARGE-1")).toEqual([["too-large", texts.length - taken.length]]);
  });
});

describe("a reading that conflicts with one that is not there when it is looked for", () => {
  /** Puts the other there before each write, and takes it away before so many looks. */
  async function placeWhereItGoes(bikeId: string, looks: number): Promise<UnknownAnswer | null> {
    const path = `/${index}/_doc`;
    const body = { "@timestamp": NOW_MS, bike_id: bikeId, source: "iot", soc_permille: 400 };
    let id: string | null = null;
    let looked = 0;
    proxy.faultOf = async (request) => {
      if (request === `POST /${index}/_bulk` && id === null) {
        const querystring = { op_type: "create" };
        const made = await es.transport.request<{ _id: string }>({ method: "POST", path, querystring, body });
        id = made._id;
      } else if (request.endsWith("_mget") && ++looked <= looks && id !== null) {
        await es.transport.request({ method: "DELETE", path: `${path}/${id}` });
        id = null;
      }
      return "none" as const;
    };
    let tell = (_fault: unknown): void => undefined;
    const told = new Promise<unknown>((resolve) => {
      tell = resolve;
    });
    const own = await openStages(installation, proxy.url, tell);
    const fault = await Promise.race([told, own.place(bikeId, [aStoredReading(NOW_MS, { soc_pct: 500 })])]);
    proxy.heal();
    await own.close();
    return fault instanceof UnknownAnswer ? fault : null;
  }

  it("is stored when that is over", async () => {
    expect(await placeWhereItGoes("GONE-1", 3)).toBeNull();
    expect(await documentOf("GONE-1")).toMatchObject({ soc_permille: 500 });
  });

  it("stops the worker uncommitted, with the identity that was named, where that does not end", async () => {
    const fault = await placeWhereItGoes("GONE-2", Number.POSITIVE_INFINITY);
    expect(fault?.message).toMatch(
      `${index}: 1 readings, each of which conflicts with one that is not there: `,
    );
    expect(fault?.about).toMatchObject({ readings: 1 });
    expect(asked(`${index}/_mget`)).toBe(6);
  });
});
