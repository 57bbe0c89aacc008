import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { aStoredReading, openStages, type Stages } from "../testing/stages";
import { storedDocuments } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const RECORDS = 400;
const SLOW_MS = 1_000;

let installation: TestInstallation;
let proxy: FaultProxy;
let stages: Stages;
let es: Elasticsearch;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  const { environment } = installation;
  const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
  proxy = await startFaultProxy(url);
  stages = await openStages(installation, proxy.url);
  const password = environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "";
  es = createElasticsearch({ url, username: "maintenance", password });
});
afterAll(async () => {
  await Promise.all([stages.close(), es.close()]);
  await proxy.close();
});

it("lets batches grow while the store is slow, instead of queueing many small ones", async () => {
  await stages.place("SLOW-1", [aStoredReading(NOW_MS, { speed_kmh: 1 })]);
  proxy.requests.length = 0;
  proxy.faultOf = async (request) => {
    if (request.includes("-readings-")) await sleep(SLOW_MS);
    return "none" as const;
  };
  const placed: Promise<void>[] = [];
  for (let at = 1; at <= RECORDS; at++) {
    placed.push(stages.place("SLOW-1", [aStoredReading(NOW_MS + at, { speed_kmh: 1 })]));
    await sleep(10);
  }
  await Promise.all(placed);
  proxy.heal();
  expect(await storedDocuments(es, installation.names, "SLOW-1")).toHaveLength(RECORDS + 1);
  const bulks = proxy.requests.filter((request) => /-readings-.*_bulk/.test(request));
  // Four at once, a second each, for the four seconds and a bit that records come; without a bound, one each 50 ms.
  expect(bulks.length).toBeLessThanOrEqual(40);
});
