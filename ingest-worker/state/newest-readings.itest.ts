import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { toDocument } from "@/lib/domain/stored-reading";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { storedStates } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const YEAR_MS = 365 * 86_400_000;

let installation: TestInstallation;
let es: Elasticsearch;
let stages: Stages;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const password = environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "";
  es = createElasticsearch({ url, username: "maintenance", password });
  stages = await openStages(installation, url);
});
afterAll(() => Promise.all([es.close(), stages.close()]));

/** From now on all module readings of `home` are those of `guest`. */
async function swap(home: string, guest: string): Promise<void> {
  const ever = { from: null, to: null };
  await stages.register(aBikeEntity(home, { readings_out: [{ bike_id: guest, ...ever }] }));
  await stages.register(aBikeEntity(guest, { readings_in: [{ reported_as: home, ...ever }] }));
}

async function stateOf(bikeId: string) {
  const state = (await storedStates(es, installation.names, bikeId)).get(bikeId);
  const fields = Object.entries(state?.fields ?? {}).map(([name, { t, s, v }]) => [name, t - NOW_MS, s, v]);
  return { newestAtMs: state?.newest_at ?? null, fields: fields.sort() };
}

describe("a state that is derived from what is stored", () => {
  it("has the newest value of every field, however many newer readings lack it and however old it is", async () => {
    const [home, guest] = ["DEEP-HOME", "DEEP-GUEST"];
    const position = aStoredReading(NOW_MS - YEAR_MS, { lat: 47_100_000, lon: 9_500_000 });
    const many = Array.from({ length: 70 }, (_, second) => {
      const field = second % 2 === 0 ? "soc_pct" : "cadence_rpm";
      return aStoredReading(NOW_MS + second * 1_000, { [field]: second });
    });
    await stages.place(home, [
      ...many,
      position,
      aStoredReading(NOW_MS - 1_000, { error_codes: [], locked: false, firmware: "2.0" }),
      aStoredReading(NOW_MS - 2_000, { error_codes: ["E1"], locked: true, heading_deg: 7 }),
    ]);
    await stages.place(home, [aStoredReading(NOW_MS + 90_000, { soc_pct: 1 })], "app");
    await swap(home, guest);
    expect(await stateOf(guest)).toEqual({
      newestAtMs: NOW_MS + 69_000,
      fields: [
        ["cadence_rpm", 69_000, "iot", 69],
        ["error_codes", -1_000, "iot", []],
        ["firmware", -1_000, "iot", "2.0"],
        ["locked", -1_000, "iot", false],
        ["position", -YEAR_MS, "iot", { lat: 47.1, lon: 9.5 }],
        ["soc_permille", 68_000, "iot", 68],
      ],
    });
    expect(await stateOf(home)).toEqual({
      newestAtMs: NOW_MS + 90_000,
      fields: [["soc_permille", 90_000, "app", 1]],
    });
  });

  it("takes of two readings of one instant the greater value, whichever ids and sources they have", async () => {
    const [home, guest] = ["TIE-HOME", "TIE-GUEST"];
    await stages.place(guest, [aStoredReading(NOW_MS, { soc_pct: 500, seq: 1 })]);
    await stages.place(guest, [aStoredReading(NOW_MS, { soc_pct: 900, cadence_rpm: 3 })], "app");
    await stages.place(home, [aStoredReading(NOW_MS, { soc_pct: 700, seq: 0 })]);
    await swap(home, guest);
    expect((await stateOf(guest)).fields).toEqual([
      ["cadence_rpm", 0, "app", 3],
      ["seq", 0, "iot", 1],
      ["soc_permille", 0, "iot", 700],
    ]);
  });

  it("knows what waits to change a sealed reading, as a state does that was never derived", async () => {
    const [home, guest] = ["SEALED-HOME", "SEALED-GUEST"];
    await stages.place(home, [aStoredReading(NOW_MS, { soc_pct: 500 })]);
    const waiting = aStoredReading(NOW_MS, { soc_pct: 600, seq: 4 });
    await es.index({
      index: installation.names.quarantine,
      id: "waiting",
      document: {
        reason: "sealed-collision",
        decision: "waiting",
        bike_id: home,
        source: "iot",
        event_at: NOW_MS,
        reading: { value: toDocument(waiting) },
      },
    });
    await swap(home, guest);
    expect((await stateOf(guest)).fields).toEqual([
      ["seq", 0, "iot", 4],
      ["soc_permille", 0, "iot", 600],
    ]);
  });
});
