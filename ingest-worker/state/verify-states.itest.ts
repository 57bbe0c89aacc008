import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { StateEntry } from "@/lib/domain/state-document";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { parseStateDocument } from "./parse-state-document";
import { verifyStates } from "./verify-states";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const DAY_MS = 86_400_000;

let installation: TestInstallation;
let es: Elasticsearch;
let suite: Elasticsearch;
let stages: Stages;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  const as = (username: string, password = "") => createElasticsearch({ url, username, password });
  es = as("ingest", environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD);
  suite = as("suite", environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD);
  stages = await openStages(installation, url);
});
afterAll(() => Promise.all([es.close(), suite.close(), stages.close()]));

async function verified(only: string | null = null) {
  // Bikes are found by the last refresh, which is a second ago at most.
  await suite.indices.refresh({ index: installation.names.state });
  let bikes = 0;
  const differing: string[] = [];
  for await (const page of verifyStates(es, installation.names, only)) {
    bikes += page.bikes;
    differing.push(...page.differing.map(({ bikeId, field, kind }) => `${bikeId} ${field} ${kind}`));
  }
  return { bikes, differing: differing.sort() };
}

const ofState = (bikeId: string) => `/${installation.names.state}/_doc/${bikeId}`;

/** Writes over the state of a bike what becomes of it. */
async function change(bikeId: string, work: (fields: Record<string, StateEntry>) => unknown): Promise<void> {
  const [stored] = await readByIds(suite, installation.names.state, [bikeId]);
  const body = stored?.source ?? {};
  const fields: Record<string, StateEntry> = { ...parseStateDocument(body).fields };
  work(fields);
  await suite.transport.request({
    method: "PUT",
    path: ofState(bikeId),
    querystring: { refresh: true },
    body: { ...body, fields },
  });
}

describe("states laid beside what is stored", () => {
  it("do not differ, whatever came late, twice, from two sources or by another bike's module", async () => {
    const readings = Array.from({ length: 80 }, (_, second) =>
      aStoredReading(NOW_MS + second * 1_000, second % 2 === 0 ? { soc_pct: 500 } : { cadence_rpm: second }),
    );
    const late = aStoredReading(NOW_MS - 40 * DAY_MS, { lat: 47_100_000, lon: 9_500_000, locked: true });
    await stages.place("SAME-1", readings);
    await stages.place("SAME-1", [late, ...readings.slice(0, 3)]);
    await stages.place("SAME-1", [aStoredReading(NOW_MS + 79_000, { soc_pct: 900 })], "app");
    await stages.place("SAME-2", [aStoredReading(NOW_MS, { soc_pct: 300 })]);
    const since = { from: NOW_MS - DAY_MS, to: null };
    await stages.register(aBikeEntity("SAME-1", { readings_out: [{ bike_id: "SAME-3", ...since }] }));
    await stages.register(aBikeEntity("SAME-3", { readings_in: [{ reported_as: "SAME-1", ...since }] }));
    expect(await verified()).toEqual({ bikes: 3, differing: [] });
  });

  it("do not differ while readings come", async () => {
    let isOver = false;
    let sent = 0;
    const coming = (async () => {
      for (; !isOver; sent++)
        await stages.place("COMING-1", [aStoredReading(NOW_MS + sent * 1_000, { soc_pct: sent % 1_000 })]);
    })();
    for (let look = 0; look < 5; look++) expect((await verified("COMING-1")).differing).toEqual([]);
    isOver = true;
    await coming;
    expect(sent).toBeGreaterThan(5);
  });

  it("are named, with the value, where they know less or something else, and where there is none", async () => {
    for (const bikeId of ["LESS-1", "OTHER-1", "NONE-1"])
      await stages.place(bikeId, [aStoredReading(NOW_MS, { soc_pct: 500, cadence_rpm: 60 })]);
    await change("LESS-1", (fields) => delete fields.cadence_rpm);
    await change("OTHER-1", (fields) => {
      fields.soc_permille = { t: NOW_MS + 1_000, s: "iot", v: 500 };
    });
    await suite.transport.request({
      method: "DELETE",
      path: ofState("NONE-1"),
      querystring: { refresh: true },
    });
    const { differing } = await verified();
    expect(differing).toEqual([
      "LESS-1 cadence_rpm behind",
      "NONE-1 cadence_rpm behind",
      "NONE-1 newest_at behind",
      "NONE-1 soc_permille behind",
      "OTHER-1 soc_permille not-in-readings",
    ]);
    expect(await verified("SAME-1")).toEqual({ bikes: 1, differing: [] });
  });
});
