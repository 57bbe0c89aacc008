import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { getBikeHistory } from "./get-bike-history";
import { getCoverage } from "./get-coverage";
import { getReadings } from "./get-readings";
import type { ReadableReading } from "./models";
import { openReader, type Reader } from "./reader";
import { rangeOf } from "./testing/range-of";
import { type Sent, storeReadings } from "./testing/store-readings";
import { untilVisible } from "./testing/until-visible";

const THREE_YEARS_S = 3 * 365 * 86_400;
const RIDE = Date.UTC(2023, 6, 5, 8, 29, 53);
const LIVE = Date.UTC(2026, 10, 20, 8);

let reader: Reader;
let es: Elasticsearch;
let names: Names;
let installation: TestInstallation;

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
  // Each week is an index of its own, and is refreshed when it likes.
  for (const { bikeId, at, readings } of [
    { bikeId: "DCU-000007", at: RIDE, readings: ride.length },
    { bikeId: "LI-000001", at: LIVE, readings: live.length },
  ]) {
    const whole = rangeOf(bikeId, at, at + 86_400_000);
    const found = async () => (await getReadings(reader, whole, { limit: 10_000 })).readings.length;
    expect(await untilVisible(found, readings)).toBe(readings);
  }
});

describe("readings", () => {
  it("come back as they were sent, in order, page by page", async () => {
    const whole = rangeOf("DCU-000007", RIDE, RIDE + 86_400_000);
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
    const hidden = rangeOf("DCU-000007", RIDE, RIDE + 10_000, false);
    const page = await getReadings(reader, hidden, { fields: ["lat", "lon", "altitude_m", "speed_kmh"] });
    expect(page.fields).toEqual(["speed_kmh"]);
    expect(page.readings[0]?.values).toEqual({ speed_kmh: 15 });
  });

  it("tell a cleared fault from one never sent, and keep to one source", async () => {
    const page = await getReadings(reader, rangeOf("LI-000001", LIVE, LIVE + 3_000), { source: "iot" });
    expect(page.readings.map((reading) => reading.values.error_codes)).toEqual([[], ["E1", "E2"]]);
  });

  it("end where the visible range ends", async () => {
    const page = await getReadings(reader, rangeOf("DCU-000007", RIDE + 5_000, RIDE + 8_000));
    expect(page.readings.map((reading) => reading.atMs)).toEqual([RIDE + 5_000, RIDE + 6_000, RIDE + 7_000]);
  });

  it("are none in weeks that have no window, and across many years", async () => {
    const empty = await getReadings(reader, rangeOf("DCU-000007", Date.UTC(2019, 0), Date.UTC(2020, 0)));
    expect(empty.readings).toEqual([]);
    const all = rangeOf("DCU-000007", Date.UTC(2015, 0), Date.UTC(2027, 0));
    expect((await getReadings(reader, all, { limit: 10_000 })).readings).toHaveLength(1_500);
  });

  it("refuse unknown fields and foreign cursors", async () => {
    const some = rangeOf("DCU-000007", RIDE, RIDE + 1_000);
    await expect(getReadings(reader, some, { fields: ["x"] })).rejects.toMatchObject({ code: "invalid" });
    await expect(getReadings(reader, some, { cursor: "bm8" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("a bike's history", () => {
  it("keeps peaks, breaks at gaps, and says what came late", async () => {
    const history = await getBikeHistory(reader, rangeOf("DCU-000007", RIDE, RIDE + 86_400_000));
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
    const history = await getBikeHistory(reader, rangeOf("DCU-000007", RIDE, RIDE + 86_400_000, false));
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
    const whole = rangeOf("LI-000099", Date.UTC(2026, 0), Date.UTC(2026, 11));
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
    const year = rangeOf("LI-000002", Date.UTC(2024, 0), Date.UTC(2025, 0));
    const ask = (timeZone: string) => getCoverage(reader, year, { timeZone });
    await untilVisible(async () => (await ask("UTC")).length, 1);
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
    const day = rangeOf("LI-000003", t, t + 1_000);
    expect((await getReadings(reader, day)).readings).toEqual([]);
    await storeReadings(es, names, [
      { bikeId: "LI-000003", source: "iot", latenessSeconds: 9, reading: { t, soc_pct: 5 } },
    ]);
    const startedMs = Date.now();
    expect(await untilVisible(async () => (await getReadings(reader, day)).readings.length, 1)).toBe(1);
    expect(Date.now() - startedMs).toBeLessThan(1_500);
  });
});
