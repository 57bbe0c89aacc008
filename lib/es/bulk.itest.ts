import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { sendBulk } from "./bulk";
import { createElasticsearch } from "./client";
import { type Fault, type FaultProxy, startFaultProxy } from "./testing/fault-proxy";

let installation: TestInstallation;
let proxy: FaultProxy;
beforeAll(async () => {
  const shared = inject("environment");
  installation = await makeTestInstallation(shared);
  proxy = await startFaultProxy(shared.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
});
afterAll(() => proxy.close());

async function sendUnder(fault: Fault) {
  const { names, environment } = installation;
  const es = createElasticsearch({
    url: proxy.url,
    username: "ingest",
    password: environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
  });
  proxy.faultOf = () => fault;
  const state = { bike_id: `BULK-${fault}`, generation: 0, newest_at: 0, fields: {} };
  const body = Buffer.from(`{"index":{"_id":"BULK-${fault}"}}\n${JSON.stringify(state)}\n`);
  try {
    return await sendBulk(es, names.state, body, { timeoutMs: 500 });
  } finally {
    await es.close();
  }
}

describe("a bulk request", () => {
  it("is answered through an undisturbed network", async () => {
    expect(await sendUnder("none")).toEqual({ allDone: true });
  });

  it.each(["cut", "headers-only", "silent"] as const)(
    "ends as retriable within its time when the answer is %s",
    async (fault) => {
      await expect(sendUnder(fault)).rejects.toMatchObject({ name: "BulkFault", kind: "retriable" });
    },
    5_000,
  );
});
