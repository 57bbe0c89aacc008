import { expect, inject, it } from "vitest";
import { HEADER } from "@/lib/domain/packet";
import { startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { runWorker } from "./testing/running-worker";

it("stops soon after its grace, although Elasticsearch answers nothing any more", async () => {
  const shared = inject("environment");
  const proxy = await startFaultProxy(shared.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  const { worker, names, publisher } = await runWorker(shared, { SLIPSTREAM_ELASTICSEARCH_URL: proxy.url });
  proxy.faultOf = () => "silent";
  const value = JSON.stringify({
    v: 1,
    bike_id: "FROZEN-1",
    source: "iot",
    readings: [{ t: Date.now(), soc_pct: 50 }],
  });
  const headers = { [HEADER.receivedAt]: String(Date.now()), [HEADER.ingestClient]: "tests" };
  await publisher.publish(names.topics.telemetry, [{ key: "FROZEN-1", value, headers }]);
  await expect.poll(() => proxy.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
  const startedAt = Date.now();
  await worker.stop(300);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  await publisher.disconnect();
  await proxy.close();
});
