import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { StateDocument } from "@/lib/domain/state-document";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
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
