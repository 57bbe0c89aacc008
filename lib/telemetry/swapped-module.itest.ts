import { beforeAll, describe, expect, inject, it } from "vitest";
import { countedParts } from "@/lib/domain/attribution";
import type { Source } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import { createElasticsearch } from "@/lib/es/client";
import { mintVisibleRange } from "@/lib/fleet/mint-visible";
import { makeTestInstallation } from "@/stack/test-installation";
import { getBikeHistory } from "./get-bike-history";
import { getCoverage } from "./get-coverage";
import { getReadings } from "./get-readings";
import { openReader, type Reader } from "./reader";
import { type Sent, storeReadings } from "./testing/store-readings";
import { untilVisible } from "./testing/until-visible";

const T = Date.UTC(2026, 10, 20, 8);
const [HOME, GUEST] = ["LI-HOME", "LI-GUEST"];
/** The module of HOME sits in GUEST for these seconds, whose own goes on. */
const [from, to] = [T + 3_000, T + 6_000];
const common = { version: 1, withdrawn: false, oem_id: "o", model_id: "m", assignments: [] };
const registrations: Readonly<Record<string, Registration>> = {
  [HOME]: { ...common, readings_out: [{ bike_id: GUEST, from, to }] },
  [GUEST]: { ...common, readings_in: [{ reported_as: HOME, from, to }] },
};

let reader: Reader;
beforeAll(async () => {
  const { names, environment } = await makeTestInstallation(inject("environment"));
  const as = (username: string) => ({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username,
    password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
  });
  reader = openReader({ ...as("operations"), namespace: names.namespace });
  const sent = (bikeId: string, source: Source, soc: number): Sent[] =>
    Array.from({ length: 10 }, (_, second) => ({
      bikeId,
      source,
      latenessSeconds: 1,
      reading: { t: T + second * 1_000, soc_pct: soc + second },
    }));
  const all = [...sent(HOME, "iot", 10), ...sent(HOME, "app", 30), ...sent(GUEST, "iot", 50)];
  await storeReadings(createElasticsearch(as("ingest")), names, all);
  await untilVisible(async () => (await getReadings(reader, rangesOf(HOME))).readings.length, 17);
});

const rangesOf = (bikeId: string, [fromMs, toMs] = [T, T + 10_000]) =>
  countedParts(registrations[bikeId] ?? null, bikeId).flatMap((part) => {
    const both = { fromMs: Math.max(part.fromMs, fromMs), toMs: Math.min(part.toMs, toMs) };
    if (both.fromMs >= both.toMs) return [];
    return [
      mintVisibleRange({
        of: bikeId,
        bikeId: part.reportedAs,
        source: part.source,
        ...both,
        positions: true,
      }),
    ];
  });

/** Every page of so many readings, as `second source value`. */
async function pages(bikeId: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await getReadings(reader, rangesOf(bikeId), { limit, ...(cursor ? { cursor } : {}) });
    for (const { atMs, source, values } of page.readings)
      found.push(`${(atMs - T) / 1_000} ${source} ${values.soc_pct}`);
    cursor = page.nextCursor;
  }
  return found;
}

const seconds = Array.from({ length: 10 }, (_, second) => second);
const expected: Readonly<Record<string, readonly string[]>> = {
  [HOME]: seconds.flatMap((second) => [
    `${second} app ${30 + second}`,
    ...(second >= 3 && second < 6 ? [] : [`${second} iot ${10 + second}`]),
  ]),
  [GUEST]: seconds.flatMap((second) => [
    `${second} iot ${50 + second}`,
    ...(second >= 3 && second < 6 ? [`${second} iot ${10 + second}`] : []),
  ]),
};

describe("readings of a swapped module", () => {
  it.each([HOME, GUEST])("of %s are those that count for it, on pages of any size", async (bikeId) => {
    for (const limit of [1, 2, 3, 100]) expect(await pages(bikeId, limit)).toEqual(expected[bikeId]);
  });

  it("are in history and coverage of the bike it sat in, and in no other's", async () => {
    for (const [bikeId, count] of [
      [HOME, 17],
      [GUEST, 13],
    ] as const) {
      expect((await getBikeHistory(reader, rangesOf(bikeId)))?.readings).toBe(count);
      expect(await getCoverage(reader, rangesOf(bikeId))).toMatchObject([{ readings: count }]);
    }
  });
});
