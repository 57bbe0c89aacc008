import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { failAtFirst } from "../testing/passing-faults";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { kept, register, ride, workerWithoutRides } from "./testing/by-hand";

let worker: RunningWorker;
let rides: RunningWorker;
let proxy: FaultProxy;
beforeAll(async () => {
  worker = await workerWithoutRides(inject("environment"));
  proxy = await startFaultProxy(worker.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
});
afterAll(async () => {
  await rides.stop();
  await Promise.all([worker.stop(), proxy.close()]);
});

it("waits where Elasticsearch is lost or has no time, whatever is asked of it, and makes the rides", async () => {
  await ride(worker, "RF-000001", 0, 10);
  await register(worker, "RF-000001", {});
  const kinds = failAtFirst(proxy);
  rides = await runWorkerOn(worker, {
    ...{ lanes: ["rides"], own: { SLIPSTREAM_ELASTICSEARCH_URL: proxy.url } },
  });
  await expect
    .poll(() => kept(worker, "RF-000001"), { timeout: 45_000, interval: 250 })
    .toMatchObject([{ start: 0, end: 10 }]);
  const { rides: index, state } = worker.names;
  await expect
    .poll(kinds, { timeout: 10_000, interval: 250 })
    .toEqual(
      expect.arrayContaining([
        ...["_bulk", "_mget", "_refresh", "_search"].map((what) => `POST /${index}/${what}`),
        ...["_mget", "_refresh", "_search"].map((what) => `POST /${state}/${what}`),
        "POST /_msearch",
      ]),
    );
});
