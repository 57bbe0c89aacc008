import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { createElasticsearch, type Elasticsearch } from "./client";
import { pageThrough } from "./page-through";
import { type Fault, type FaultProxy, startFaultProxy } from "./testing/fault-proxy";

let installation: TestInstallation;
let proxy: FaultProxy;
let es: Elasticsearch;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  proxy = await startFaultProxy(installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  es = createElasticsearch({
    url: proxy.url,
    username: "maintenance",
    password: installation.environment.SLIPSTREAM_ELASTICSEARCH_MAINTENANCE_PASSWORD ?? "",
  });
  const operations = [1, 2, 3].flatMap((n) => [
    { index: { _id: `PT-${n}` } },
    { bike_id: `PT-${n}`, newest_at: n },
  ]);
  await es.bulk({ index: installation.names.state, operations, refresh: true });
});
beforeEach(() => proxy.heal());
afterAll(async () => {
  await Promise.all([es.close(), proxy.close()]);
});

async function idsFound(): Promise<string[]> {
  const question = { query: { match_all: {} }, sort: [{ bike_id: "asc" }], perPage: 2 };
  const ids: string[] = [];
  for await (const page of pageThrough(es, installation.names.state, question))
    ids.push(...page.map(({ id }) => id));
  return ids;
}

it("gives all that matches, page by page", async () => {
  expect(await idsFound()).toEqual(["PT-1", "PT-2", "PT-3"]);
});

it.each<[string, Fault, string]>([
  ["refused by a store that is busy", { status: 429, type: "es_rejected_execution_exception" }, "retriable"],
  ["refused by a store that is away", { status: 503, type: "unavailable_shards_exception" }, "retriable"],
  ["lost on its way", "cut", "retriable"],
  ["refused by a store that forgot its users", { status: 401, type: "security_exception" }, "broken"],
])("tells of a page that is %s as of something to wait for", async (_what, fault, kind) => {
  for (const asked of [`POST /${installation.names.state}/_pit`, "POST /_search"]) {
    proxy.faultOf = (request) => (request === asked ? fault : "none");
    await expect(idsFound()).rejects.toMatchObject({ name: "BulkFault", kind });
  }
});
