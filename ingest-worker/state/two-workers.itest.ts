import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { StateDocument } from "@/lib/domain/state-document";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { storedStates } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const BIKE = "SHARED-1";

let installation: TestInstallation;
let es: Elasticsearch;
let one: Stages;
let other: Stages;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const password = environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "";
  es = createElasticsearch({ url, username: "maintenance", password });
  [one, other] = await Promise.all([openStages(installation, url), openStages(installation, url)]);
});
afterAll(() => Promise.all([es.close(), one.close(), other.close()]));

async function fieldsOf(bikeId: string) {
  const state: StateDocument | undefined = (await storedStates(es, installation.names, bikeId)).get(bikeId);
  return Object.entries(state?.fields ?? {}).map(([name, { t, v }]) => [name, t - NOW_MS, v]);
}

describe("two workers with readings of one bike", () => {
  it("lose nothing of each other's state, whichever knew of the other's last write", async () => {
    await one.place(BIKE, [aStoredReading(NOW_MS, { soc_pct: 500 })]);
    await other.place(BIKE, [aStoredReading(NOW_MS + 1, { cadence_rpm: 70 })]);
    await one.place(BIKE, [aStoredReading(NOW_MS + 2, { heading_deg: 5, seq: 9, locked: true })]);
    await other.place(BIKE, [aStoredReading(NOW_MS + 1, { assist_level: 3, soc_pct: 490, locked: false })]);
    expect(await fieldsOf(BIKE)).toEqual([
      ["soc_permille", 1, 490],
      ["cadence_rpm", 1, 70],
      ["assist_level", 1, 3],
      ["seq", 2, 9],
      ["locked", 2, true],
    ]);
  });

  it("lose nothing when both write the first state of a bike at once", async () => {
    await Promise.all([
      one.place("SHARED-2", [aStoredReading(NOW_MS, { soc_pct: 500 })]),
      other.place("SHARED-2", [aStoredReading(NOW_MS, { cadence_rpm: 70 })], "app"),
    ]);
    expect((await fieldsOf("SHARED-2")).sort()).toEqual([
      ["cadence_rpm", 0, 70],
      ["soc_permille", 0, 500],
    ]);
  });
});

/** The module of one bike is in another from second 10 to second 18. */
const swap = (home: string, guest: string) => {
  const stretch = { from: NOW_MS + 10_000, to: NOW_MS + 18_000 };
  return [
    aBikeEntity(home, { readings_out: [{ bike_id: guest, ...stretch }] }),
    aBikeEntity(guest, { readings_in: [{ reported_as: home, ...stretch }] }),
  ];
};
const soc = (second: number, permille: number) =>
  aStoredReading(NOW_MS + second * 1_000, { soc_pct: permille });

describe("two workers, one of which knows of a swap and the other does not yet", () => {
  it("give the host what the other merged into the home, when that meets a newer version", async () => {
    const [home, guest] = ["CONFLICT-H", "CONFLICT-G"];
    await one.place(home, [soc(0, 500)]);
    for (const entity of swap(home, guest)) await other.register(entity);
    await one.place(home, [soc(12, 490)]);
    expect(await fieldsOf(home)).toEqual([["soc_permille", 0, 500]]);
    expect(await fieldsOf(guest)).toEqual([["soc_permille", 12_000, 490]]);
  });

  it("give the host what changed nothing at home and so met no newer version, after a look", async () => {
    const [home, guest] = ["QUIET-H", "QUIET-G"];
    await one.place(home, [soc(0, 500), soc(20, 480)]);
    await one.look();
    for (const entity of swap(home, guest)) await other.register(entity);
    await one.place(home, [soc(15, 490)]);
    expect(await fieldsOf(guest)).toEqual([]);
    await refreshIndex(es, installation.names.state);
    await one.look();
    expect(await fieldsOf(home)).toEqual([["soc_permille", 20_000, 480]]);
    expect(await fieldsOf(guest)).toEqual([["soc_permille", 15_000, 490]]);
  });

  it("take back what a swap gave the host when the swap is withdrawn, to the last value", async () => {
    const [home, guest] = ["BACK-H", "BACK-G"];
    await one.place(home, [soc(0, 500), soc(12, 490)]);
    await other.place(home, [soc(3, 10)], "app");
    for (const entity of swap(home, guest)) await other.register(entity);
    expect(await fieldsOf(home)).toEqual([["soc_permille", 3_000, 10]]);
    for (const bikeId of [home, guest]) await one.register(aBikeEntity(bikeId, { version: 2 }));
    expect(await fieldsOf(home)).toEqual([["soc_permille", 12_000, 490]]);
    expect(await fieldsOf(guest)).toEqual([]);
  });
});
