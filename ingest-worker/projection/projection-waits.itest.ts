import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { failAtFirst } from "../testing/passing-faults";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { openProjectionSuite, type ProjectionSuite } from "./testing/projection-suite";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-06-15T12:00:00Z");
const patience = { timeout: 25_000, interval: 250 };
let suite: ProjectionSuite;
let worker: RunningWorker;
let proxy: FaultProxy;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  proxy = await startFaultProxy(suite.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
});
afterAll(async () => {
  await worker.stop();
  await Promise.all([suite.close(), proxy.close()]);
});

it("waits where Elasticsearch is lost or has no time, whatever is asked of it, and projects and purges", async () => {
  const rider = await suite.rider("ann");
  await suite.bike("PF-000001", rider);
  await suite.consent(rider, "range-model", "granted", NOON - HOUR);
  await suite.keepRides([aRide("PF-000001", NOON, NOON + HOUR)]);
  const kinds = failAtFirst(proxy);
  worker = await runWorkerOn(suite, {
    ...{ lanes: ["projection"], own: { SLIPSTREAM_ELASTICSEARCH_URL: proxy.url } },
  });
  await expect.poll(async () => (await suite.documents()).length, patience).toBe(1);
  await suite.consent(rider, "range-model", "withdrawn");
  await expect
    .poll(() => suite.rows(sql`select keys_destroyed from purge_receipts`), patience)
    .toEqual([{ keys_destroyed: 1 }]);
  expect(await suite.documents()).toEqual([]);
  const { rides, consentedRides } = suite.names;
  await expect
    .poll(kinds, patience)
    .toEqual(
      expect.arrayContaining(
        [
          ...[`/${rides}/_refresh`, `/${consentedRides},${rides}/_refresh`, `/${consentedRides}/_refresh`],
          ...[`/${rides}/_mget`, `/${consentedRides}/_bulk`, "/_msearch"],
        ].map((path) => `POST ${path}`),
      ),
    );
});
