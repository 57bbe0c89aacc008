import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { mintVisibleBikes, mintVisibleRange } from "@/lib/fleet/mint-visible";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { getBikeHistory } from "./get-bike-history";
import { getCoverage } from "./get-coverage";
import { getReadings } from "./get-readings";
import { listBikes } from "./list-bikes";
import type { ReadableReading } from "./models";
import { openReader, type Reader } from "./reader";
import { type Sent, storeReadings } from "./testing/store-readings";

const THREE_YEARS_S = 3 * 365 * 86_400;
const RIDE = Date.UTC(2023, 6, 5, 8, 29, 53);
const LIVE = Date.UTC(2026, 10, 20, 8);

let reader: Reader;
let es: Elasticsearch;
let names: Names;
let installation: TestInstallation;

const range = (bikeId: string, fromMs: number, toMs: number, positions = true) => [
  mintVisibleRange({ bikeId, fromMs, toMs, positions }),
];
const visible = async (ask: () => Promise<number>, expected: number): Promise<number> => {
  for (const started = Date.now(); ; ) {
    const found = await ask();
    if (found >= expected || Date.now() - started > 5_000) return found;
  }
};

const asSetup = (): Elasticsearch => {
  const { environment } = installation;
  return createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "setup",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SETUP_PASSWORD ?? "",
  });
};

beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  es = createElasticsearch({
    url,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
  });
  reader = openReader({
    url,
    password: environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: names.namespace,
  });
  const ride = Array.from(
    { length: 1_500 },
    (_, second): Sent => ({
      bikeId: "DCU-000007",
      source: "app",
      latenessSeconds: THREE_YEARS_S,
      reading: {
        t: RIDE + (second < 700 ? second : second + 184) * 1_000,
        lat: 53.385 + second / 1e5,
        lon: -6.2556,
        altitude_m: 65.4,
        speed_kmh: second === 321 ? 44.05 : 15 + (second % 7) / 10,
      },
    }),
  );
  const live = Array.from(
    { length: 100 },
    (_, second): Sent => ({
      bikeId: "LI-000001",
      source: second % 2 === 0 ? "iot" : "app",
      latenessSeconds: 1,
      reading: {
        t: LIVE + second * 1_000,
        soc_pct: 63.5,
        error_codes: second === 0 ? [] : ["E2", "E1"],
        locked: false,
      },
    }),
  );
  await storeReadings(es, names, [...ride, ...live]);
});

describe("readings", () => {
  it("come back as they were sent, in order, page by page", async () => {
    const whole = range("DCU-000007", RIDE, RIDE + 86_400_000);
    await visible(async () => (await getReadings(reader, whole, { limit: 10_000 })).readings.length, 1_500);
    const pages: ReadableReading[] = [];
    let cursor: string | undefined;
    do {
      const page = await getReadings(reader, whole, { limit: 400, cursor });
      pages.push(...page.readings);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages).toHaveLength(1_500);
    expect(pages[321]).toEqual({
      atMs: RIDE + 321_000,
      source: "app",
      latenessSeconds: THREE_YEARS_S,
      values: { lat: 53.38821, lon: -6.2556, altitude_m: 65.4, speed_kmh: 44.05 },
    });
    expect(pages.map((reading) => reading.atMs)).toEqual(pages.map((r) => r.atMs).toSorted((a, b) => a - b));
  });

  it("have no positions where those are not to be seen", async () => {
    const hidden = range("DCU-000007", RIDE, RIDE + 10_000, false);
    const page = await getReadings(reader, hidden, { fields: ["lat", "lon", "altitude_m", "speed_kmh"] });
    expect(page.fields).toEqual(["speed_kmh"]);
    expect(page.readings[0]?.values).toEqual({ speed_kmh: 15 });
  });

  it("tell a cleared fault from one never sent, and keep to one source", async () => {
    const page = await getReadings(reader, range("LI-000001", LIVE, LIVE + 3_000), { source: "iot" });
    expect(page.readings.map((reading) => reading.values.error_codes)).toEqual([[], ["E1", "E2"]]);
  });

  it("end where the visible range ends", async () => {
    const page = await getReadings(reader, range("DCU-000007", RIDE + 5_000, RIDE + 8_000));
    expect(page.readings.map((reading) => reading.atMs)).toEqual([RIDE + 5_000, RIDE + 6_000, RIDE + 7_000]);
  });

  it("are none in weeks that have no window, and across many years", async () => {
    const empty = await getReadings(reader, range("DCU-000007", Date.UTC(2019, 0), Date.UTC(2020, 0)));
    expect(empty.readings).toEqual([]);
    const all = range("DCU-000007", Date.UTC(2015, 0), Date.UTC(2027, 0));
    expect((await getReadings(reader, all, { limit: 10_000 })).readings).toHaveLength(1_500);
  });

  it("refuse unknown fields and foreign cursors", async () => {
    const some = range("DCU-000007", RIDE, RIDE + 1_000);
    await expect(getReadings(reader, some, { fields: ["x"] })).rejects.toMatchObject({ code: "invalid" });
    await expect(getReadings(reader, some, { cursor: "bm8" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a bike's history", () => {
  it("keeps peaks, breaks at gaps, and says what came late", async () => {
    const history = await getBikeHistory(reader, range("DCU-000007", RIDE, RIDE + 86_400_000));
    const speed = history?.series.find((series) => series.field === "speed_kmh");
    expect(history).toMatchObject({ readings: 1_500, lateReadings: 1_500 });
    expect(speed?.points.length).toBeLessThanOrEqual(1_000);
    expect(speed?.points).toContainEqual({ atMs: RIDE + 321_000, value: 44.05 });
    expect(speed?.points.filter((point) => point.value === null)).toHaveLength(1);
    expect(history?.gaps).toEqual([{ fromMs: RIDE + 699_000, toMs: RIDE + 884_000 }]);
    expect(history?.late).toMatchObject([{ readings: 1_500, mostSeconds: THREE_YEARS_S, source: "app" }]);
    expect(history?.track.map((segment) => [segment.late, segment.points.length])).toEqual([
      [true, 700],
      [true, 800],
    ]);
  });

  it("shows no track and no altitude without positions", async () => {
    const history = await getBikeHistory(reader, range("DCU-000007", RIDE, RIDE + 86_400_000, false));
    expect(history?.track).toEqual([]);
    expect(history?.series.map((series) => series.field)).not.toContain("altitude_m");
  });

  it("keeps the extremes of more readings than can be fetched one by one", async () => {
    const from = Date.UTC(2026, 8, 7);
    const many = Array.from(
      { length: 60_000 },
      (_, at): Sent => ({
        bikeId: "LI-000099",
        source: "iot",
        latenessSeconds: at < 1_000 ? 4_000 : 2,
        reading: {
          t: from + at * 5_000 + (at >= 30_000 ? 86_400_000 : 0),
          speed_kmh: at === 12_345 ? 61.25 : 20,
          lat: 47 + at / 1e5,
          lon: 9.5,
        },
      }),
    );
    await storeReadings(es, names, many);
    const whole = range("LI-000099", Date.UTC(2026, 0), Date.UTC(2026, 11));
    const history = await (async () => {
      for (;;) {
        const found = await getBikeHistory(reader, whole);
        if (found && found.readings >= 60_000) return found;
      }
    })();
    const speed = history.series.find((series) => series.field === "speed_kmh");
    expect(history).toMatchObject({ readings: 60_000, lateReadings: 1_000 });
    expect(speed?.points.length).toBeGreaterThan(200);
    expect(speed?.points.length).toBeLessThanOrEqual(1_000);
    expect(Math.max(...(speed?.points ?? []).map((point) => point.value ?? 0))).toBe(61.25);
    expect(speed?.points.filter((point) => point.value === null)).toHaveLength(1);
    expect(history.gaps).toEqual([
      { fromMs: from + 29_999 * 5_000, toMs: from + 30_000 * 5_000 + 86_400_000 },
    ]);
    expect(history.late).toMatchObject([{ fromMs: from, readings: 1_000, mostSeconds: 4_000 }]);
    expect(history.track.length).toBeGreaterThan(0);
  });
});

describe("coverage", () => {
  it("counts days in the viewer's zone", async () => {
    const midnight = Date.UTC(2024, 2, 10, 22, 59, 58);
    const around = Array.from(
      { length: 4 },
      (_, second): Sent => ({
        bikeId: "LI-000002",
        source: "iot",
        latenessSeconds: second === 0 ? 7_200 : 3,
        reading: { t: midnight + second * 1_000, soc_pct: 50 },
      }),
    );
    await storeReadings(es, names, around);
    const year = range("LI-000002", Date.UTC(2024, 0), Date.UTC(2025, 0));
    const ask = (timeZone: string) => getCoverage(reader, year, { timeZone });
    await visible(async () => (await ask("UTC")).length, 1);
    expect(await ask("UTC")).toEqual([{ day: "2024-03-10", readings: 4, late: 1, mostSeconds: 7_200 }]);
    expect(await ask("Europe/Vaduz")).toEqual([
      { day: "2024-03-10", readings: 2, late: 1, mostSeconds: 7_200 },
      { day: "2024-03-11", readings: 2, late: 0, mostSeconds: 3 },
    ]);
  });
});

describe("new windows", () => {
  it("are seen within a second of their first reading", async () => {
    const t = Date.UTC(2018, 4, 1, 12);
    const day = range("LI-000003", t, t + 1_000);
    expect((await getReadings(reader, day)).readings).toEqual([]);
    await storeReadings(es, names, [
      { bikeId: "LI-000003", source: "iot", latenessSeconds: 9, reading: { t, soc_pct: 5 } },
    ]);
    const startedMs = Date.now();
    expect(await visible(async () => (await getReadings(reader, day)).readings.length, 1)).toBe(1);
    expect(Date.now() - startedMs).toBeLessThan(1_500);
  });
});

describe("a store that cannot answer", () => {
  it("is unavailable, never empty", async () => {
    const closed = openReader({ url: "http://127.0.0.1:9", password: "x", namespace: names.namespace });
    const asked = getReadings(closed, range("LI-000001", LIVE, LIVE + 1));
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
    const url = inject("environment").SLIPSTREAM_ELASTICSEARCH_URL ?? "";
    const stranger = openReader({ url, password: "wrong", namespace: names.namespace });
    await expect(
      listBikes(stranger, mintVisibleBikes({ bikes: "all", positions: true })),
    ).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("is unavailable while a listed window is missing, and lists again", async () => {
    const t = Date.UTC(2017, 4, 1, 12);
    const day = range("LI-000004", t, t + 1_000);
    await storeReadings(es, names, [
      { bikeId: "LI-000004", source: "iot", latenessSeconds: 9, reading: { t, soc_pct: 5 } },
    ]);
    await visible(async () => (await getReadings(reader, day)).readings.length, 1);
    await asSetup().indices.delete({ index: `${names.windowPrefix}2017-w18` });
    await expect(getReadings(reader, day)).rejects.toMatchObject({ code: "unavailable" });
    expect((await getReadings(reader, day)).readings).toEqual([]);
  });

  it("waits for a window whose shard is just being started, and not for ever", async () => {
    const { environment } = installation;
    const proxy = await startFaultProxy(environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
    const password = environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "";
    const waiting = openReader({ url: proxy.url, password, namespace: names.namespace });
    const count = async () =>
      (await getReadings(waiting, range("LI-000001", LIVE, LIVE + 10_000))).readings.length;
    let refused = 0;
    proxy.faultOf = (asked) => (asked.endsWith("/_search") && refused++ < 3 ? "starting" : "none");
    expect(await count()).toBe(10);
    proxy.faultOf = (asked) => (asked.endsWith("/_search") ? "starting" : "none");
    await expect(count()).rejects.toMatchObject({ code: "unavailable" });
    await proxy.close();
  });

  it("is unavailable while one of very many listed windows is missing, and lists again", async () => {
    const many = Array.from(
      { length: 52 },
      (_, week): Sent => ({
        bikeId: "LI-000005",
        source: "iot",
        latenessSeconds: 9,
        reading: { t: Date.UTC(2012, 0, 4) + week * 7 * 86_400_000, soc_pct: 5 },
      }),
    );
    await storeReadings(es, names, many);
    const years = range("LI-000005", Date.UTC(2012, 0, 2), Date.UTC(2012, 11, 31));
    const count = async () => (await getReadings(reader, years)).readings.length;
    expect(await visible(count, many.length)).toBe(many.length);
    await asSetup().indices.delete({ index: `${names.windowPrefix}2012-w20` });
    await expect(count()).rejects.toMatchObject({ code: "unavailable" });
    expect(await count()).toBe(many.length - 1);
  });

  it.each([[["x", "iot"]], [[1_795_161_600_000, "gps"]], [[["x"], "iot"]], [[1, "iot", 2]], ["x"]])(
    "is never asked to go on from what no page gave: %j",
    async (position) => {
      const cursor = Buffer.from(JSON.stringify(position)).toString("base64url");
      const asked = getReadings(reader, range("LI-000001", LIVE, LIVE + 1), { cursor });
      await expect(asked).rejects.toMatchObject({ code: "invalid" });
      const listed = listBikes(reader, mintVisibleBikes({ bikes: "all", positions: true }), { cursor });
      await expect(listed).rejects.toMatchObject({ code: "invalid" });
    },
  );

  it("can be given up", async () => {
    const controller = new AbortController();
    controller.abort();
    const asked = getReadings(reader, range("LI-000001", LIVE, LIVE + 1), {}, controller.signal);
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  });
});
