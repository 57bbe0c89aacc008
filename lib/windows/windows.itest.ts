import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { applyTemplates } from "@/lib/es/apply-templates";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { storeReadings } from "@/lib/telemetry/testing/store-readings";
import { makeTestInstallation } from "@/stack/test-installation";
import { getWindowsPage } from "./get-windows-page";
import { listWindows } from "./list-windows";
import { sealWindow } from "./seal-window";

const NOW_MS = Date.UTC(2026, 10, 27, 1);
const WEEK_MS = 7 * 86_400_000;

let names: Names;
let proxy: FaultProxy;
let es: Elasticsearch;
let ingest: Elasticsearch;
let suite: Elasticsearch;
let repair: Elasticsearch;
beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const { environment } = installation;
  proxy = await startFaultProxy(environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "");
  const as = (username: string) =>
    createElasticsearch({
      url: username === "maintenance" ? proxy.url : (environment.SLIPSTREAM_ELASTICSEARCH_URL ?? ""),
      username,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  [es, ingest, suite, repair] = [as("maintenance"), as("ingest"), as("suite"), as("repair")];
  await store(Date.UTC(2026, 10, 18));
});
afterAll(async () => {
  await Promise.all([es.close(), ingest.close(), suite.close(), repair.close()]);
  await proxy.close();
});

const store = (timeMs: number, latenessSeconds = 9) =>
  storeReadings(ingest, names, [
    { bikeId: "LI-000001", source: "iot", latenessSeconds, reading: { t: timeMs, soc_pct: 50 } },
  ]);
const seal = (week: string, isDryRun = false, nowMs = NOW_MS) =>
  sealWindow(es, names, week, { nowMs, isDryRun });
const generationsOf = async (week: string) => (await listGenerations(es, names.windowPrefix)).get(week) ?? [];
const indexOf = (week: string) => names.windowPrefix + week;

describe("sealing a week", () => {
  it("closes it for writes, shows all that was written, marks it, and keeps the mark when fields are added", async () => {
    const timeMs = Date.UTC(2026, 2, 18);
    await store(timeMs);
    expect((await seal("2026-w12")).map(({ index }) => index)).toEqual([indexOf("2026-w12")]);
    await expect(store(timeMs + 1)).rejects.toThrow("cluster_block_exception");
    const { count } = await es.count({ index: indexOf("2026-w12") });
    expect(count).toBe(1);
    await suite.transport.request({
      method: "PUT",
      path: `/${names.windowPrefix}*/_mapping`,
      body: { properties: { tyre_kpa: { type: "short" } } },
    });
    await applyTemplates(suite, names, 0);
    expect(await generationsOf("2026-w12")).toMatchObject([
      { number: 1, isBlocked: true, sealedAt: new Date(NOW_MS).toISOString() },
    ]);
  });

  it("tells before what it would do, and again that it was done", async () => {
    await store(Date.UTC(2026, 2, 25));
    expect(await seal("2026-w13", true)).toHaveLength(1);
    expect(await generationsOf("2026-w13")).toMatchObject([{ isBlocked: false, sealedAt: null }]);
    expect(await seal("2026-w13")).toHaveLength(1);
    expect(await seal("2026-w13")).toEqual([]);
  });

  it.each(["_refresh", "_mapping"])("is finished by the next try where it ended before %s", async (step) => {
    const timeMs = Date.UTC(2026, 3, 1) + (step === "_mapping" ? WEEK_MS : 0);
    const week = windowOf(timeMs).name;
    await store(timeMs);
    proxy.faultOf = (request) =>
      request.endsWith(step) ? { status: 503, type: "unavailable_shards_exception" } : "none";
    await expect(seal(week)).rejects.toThrow();
    proxy.heal();
    expect(await generationsOf(week)).toMatchObject([{ isBlocked: true, sealedAt: null }]);
    expect(await seal(week)).toHaveLength(1);
    expect(await generationsOf(week)).toMatchObject([{ isBlocked: true, sealedAt: expect.any(String) }]);
  });

  it.each([
    ["2026-w48", NOW_MS, "conflict", "2026-w48 is live: it can be sealed from 2026-11-30T00:20:00.000Z on"],
    ["2026-w49", NOW_MS, "conflict", "2026-w49 is live"],
    ["2026-w47", Date.UTC(2026, 10, 23, 0, 19, 59), "conflict", "2026-w47 is live"],
    ["2019-w30", NOW_MS, "not-found", "expected a week that has a window, got 2019-w30"],
    ["2026-w12-r2", NOW_MS, "invalid", 'expected a week as 2026-w12, got "2026-w12-r2"'],
    ["2021-w53", NOW_MS, "invalid", "expected a week"],
  ])("refuses %s", async (week, nowMs, code, message) => {
    await expect(seal(week, false, nowMs)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe("the list of windows", () => {
  it("shows of each what it holds, how much of it came late, and whether it is sealed", async () => {
    const timeMs = Date.UTC(2018, 4, 2);
    await store(timeMs, 299);
    await store(timeMs + 1, 300);
    await es.indices.refresh({ index: indexOf("2018-w18") });
    await seal("2018-w18");
    const [first] = await listWindows(repair, names);
    expect(first).toEqual({
      index: indexOf("2018-w18"),
      number: 1,
      sealedAt: new Date(NOW_MS).toISOString(),
      isBlocked: true,
      shards: 1,
      documents: 2,
      bytes: expect.any(Number),
      lateShare: 0.5,
    });
    expect(first?.bytes).toBeGreaterThan(1_000);
  });

  it("is read page by page, the newest weeks first, with all that there are counted", async () => {
    await es.indices.refresh({ index: `${names.windowPrefix}*` });
    const all = await listWindows(repair, names);
    const weeksOf = ({ weeks }: Awaited<ReturnType<typeof getWindowsPage>>) =>
      weeks.flatMap(({ generations }) => generations);
    const pages = [];
    for (let skip = 0; skip < all.length; skip += 2)
      pages.push(await getWindowsPage(repair, names, { skip, weeks: 2 }));
    expect(pages.flatMap(weeksOf)).toEqual(all.toReversed());
    expect(pages[0]).toMatchObject({
      totalWeeks: all.length,
      totalBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    expect(pages[0]?.weeks[0]?.name).toBe("2026-w47");
  });

  it("cannot be changed by who may read it", async () => {
    await expect(
      sealWindow(repair, names, "2018-w18", { nowMs: NOW_MS, isDryRun: true }),
    ).resolves.toBeDefined();
    await store(Date.UTC(2018, 4, 9));
    await expect(
      sealWindow(repair, names, "2018-w19", { nowMs: NOW_MS, isDryRun: false }),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
