import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { slotOf } from "@/lib/domain/fields";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { createLog } from "@/lib/log";
import { makeTestInstallation } from "@/stack/test-installation";
import { Holds } from "../holds";
import { AsideLines } from "../log/aside-lines";
import { createMetrics } from "../metrics";
import { StoreGate } from "../store-gate";
import { anOrigin } from "../testing/an-origin";
import { nothingErased } from "../testing/nothing-erased";
import { aStoredReading } from "../testing/stages";
import { quarantined } from "../testing/stored";
import { Quarantine } from "./quarantine";
import { inStoredForm, quarantineEntry } from "./quarantine-entry";

let names: Names;
let proxy: FaultProxy;
let es: Elasticsearch;
let quarantine: Quarantine;
beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  proxy = await startFaultProxy(installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  es = createElasticsearch({
    url: proxy.url,
    username: "maintenance",
    password: installation.environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "",
  });
  const gate = new StoreGate(2, createLog("tests", "silent"), new Holds(createMetrics()));
  const lines = new AsideLines(createLog("tests", "silent"));
  quarantine = new Quarantine(es, names.quarantine, gate, lines, nothingErased);
});
afterAll(async () => {
  await es.close();
  await proxy.close();
});

function entry(bikeId: string, text: string) {
  return quarantineEntry(anOrigin({ bikeId }), "implausible-time", Number.NaN, { text }, 6);
}

it("keeps megabytes of entries in requests of one megabyte", async () => {
  proxy.requests.length = 0;
  const entries = Array.from({ length: 7 }, (_, at) => entry("MANY", `${at}${"x".repeat(400_000)}`));
  expect(await quarantine.store(entries)).toEqual([]);
  expect(await quarantined(es, names, "MANY")).toHaveLength(7);
  expect(proxy.requests.filter((request) => request.endsWith("_bulk"))).toHaveLength(4);
});

it("cuts what a server on the way finds too large, and gives back the one entry that is", async () => {
  const entries = Array.from({ length: 9 }, (_, at) => entry("CUT", "x".repeat(at === 4 ? 5_000 : at)));
  proxy.maxBytes = 2_000;
  const refused = await quarantine.store(entries);
  proxy.maxBytes = Number.POSITIVE_INFINITY;
  expect(refused).toEqual([{ entry: entries[4], why: "larger than the store takes" }]);
  expect(await quarantined(es, names, "CUT")).toHaveLength(8);
});

it("finds all that waits of one instant, although it is more than a store answers at once", async () => {
  const [bikeId, timeMs, count] = ["FULL", Date.UTC(2026, 1, 1), 10_001];
  const origin = anOrigin({ bikeId });
  const entries = Array.from({ length: count }, (_, seq) =>
    quarantineEntry(origin, "sealed-collision", timeMs, inStoredForm(aStoredReading(timeMs, { seq })), 6),
  );
  expect(await quarantine.store(entries)).toEqual([]);
  const identity = { bikeId, source: origin.source, timeMs };
  const [found = [], ...more] = (await quarantine.sealedCollisions([identity, identity])).values();
  expect(more).toEqual([]);
  const seqOf = ({ values }: (typeof found)[number]) => values[slotOf("seq")];
  expect(new Set(found.map(seqOf))).toEqual(new Set(Array.from({ length: count }, (_, seq) => seq)));
  expect(found).toHaveLength(count);
  await expect(quarantined(es, names, bikeId)).rejects.toThrow("expected fewer than 10000 documents of FULL");
});
