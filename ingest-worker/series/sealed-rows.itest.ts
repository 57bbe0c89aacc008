import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { joinReadings } from "@/lib/domain/join";
import { fromDocument, type SlotValue, toDocument } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import { sealIndex } from "@/lib/es/seal-index";
import type { FaultProxy } from "@/lib/es/testing/fault-proxy";
import { sealWindow } from "@/lib/windows/seal-window";
import type { TestInstallation } from "@/stack/test-installation";
import { aStoredReading, type Stages } from "../testing/stages";
import { startStagesSuite } from "../testing/stages-suite";
import { quarantined, storedSeries, storedStates } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 27);
const WEEK_MS = 7 * 86_400_000;

let installation: TestInstallation;
let proxy: FaultProxy;
let stages: Stages;
let es: Elasticsearch;
let setup: Elasticsearch;
/** A week of its own for each test. */
let timeMs = Date.UTC(2025, 0, 8, 12);
let week: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ installation, proxy, stages, es, setup, stop } = await startStagesSuite(inject("environment")));
});
beforeEach(() => {
  proxy.heal();
  proxy.requests.length = 0;
  timeMs += WEEK_MS;
  week = windowOf(timeMs).name;
});
afterAll(() => stop());

type Fields = Readonly<Record<string, SlotValue>>;
const place = (bikeId: string, fields: Fields, at = 0) =>
  stages.place(bikeId, [aStoredReading(timeMs + at, fields)]);
const seal = () => sealWindow(es, installation.names, week, { nowMs: NOW_MS, isDryRun: false });
const indexOf = (generation: string) => installation.names.windowPrefix + generation;

/** What is stored of a bike: its generation and document by the time behind the test's first. */
async function storedOf(bikeId: string) {
  const series = await storedSeries(es, installation.names, bikeId);
  return Object.fromEntries(
    [...series.values()].map(({ window, reading }) => [
      reading.timeMs - timeMs,
      [window, { ...toDocument(reading), "@timestamp": undefined }],
    ]),
  );
}

/** Reason and document of what is in quarantine of a bike. */
async function waitingOf(bikeId: string) {
  const entries = await quarantined(es, installation.names, bikeId);
  return entries.map(({ reason, value }) => [reason, { ...value, "@timestamp": undefined }]);
}

const fieldsOf = async (bikeId: string) =>
  (await storedStates(es, installation.names, bikeId)).get(bikeId)?.fields;
const outcomes = async () => {
  const { values } = await stages.metrics.readings.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
};

describe("a reading for a week that was sealed", () => {
  it("is stored in the next generation, whose bounds and mapping are those of the first", async () => {
    await place("NEXT-1", { soc_pct: 500 });
    await seal();
    await place("NEXT-1", { soc_pct: 400 }, 1);
    await seal();
    await place("NEXT-1", { soc_pct: 300 }, 2);
    expect(await storedOf("NEXT-1")).toEqual({
      0: [week, { soc_permille: 500 }],
      1: [`${week}-r2`, { soc_permille: 400 }],
      2: [`${week}-r3`, { soc_permille: 300 }],
    });
    const [first, second, third] = await Promise.all(
      ["", "-r2", "-r3"].map(async (suffix) => {
        const index = indexOf(week + suffix);
        const answer = await es.indices.get({ index });
        const { settings, mappings } = answer[index] ?? {};
        return [settings?.index?.time_series, mappings?.properties];
      }),
    );
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(await waitingOf("NEXT-1")).toEqual([]);
  });

  it("is a duplicate of its copy in any generation, and changes nothing where it says less", async () => {
    await place("SAME-1", { soc_pct: 500, cadence_rpm: 70 });
    await seal();
    await place("SAME-1", { soc_pct: 400 }, 1);
    await seal();
    await place("SAME-1", { soc_pct: 300 }, 2);
    const before = await storedOf("SAME-1");
    const { duplicate = 0 } = await outcomes();
    await place("SAME-1", { soc_pct: 500, cadence_rpm: 70 });
    await place("SAME-1", { cadence_rpm: 70 });
    await place("SAME-1", { soc_pct: 400 }, 1);
    await place("SAME-1", { soc_pct: 300 }, 2);
    expect(await storedOf("SAME-1")).toEqual(before);
    expect(await waitingOf("SAME-1")).toEqual([]);
    expect((await outcomes()).duplicate).toBe(duplicate + 4);
  });

  it("waits whole where it would change its sealed copy, and counts for the state at once", async () => {
    await place("WAITS-1", { soc_pct: 500, cadence_rpm: 70 });
    await seal();
    const { quarantined: before = 0 } = await outcomes();
    await place("WAITS-1", { soc_pct: 600, cadence_rpm: 60 });
    await place("WAITS-1", { soc_pct: 600, cadence_rpm: 60 });
    expect(await storedOf("WAITS-1")).toEqual({ 0: [week, { soc_permille: 500, cadence_rpm: 70 }] });
    expect(await waitingOf("WAITS-1")).toEqual([
      ["sealed-collision", { soc_permille: 600, cadence_rpm: 60 }],
    ]);
    expect(await fieldsOf("WAITS-1")).toMatchObject({ soc_permille: { v: 600 }, cadence_rpm: { v: 70 } });
    expect((await outcomes()).quarantined).toBe(before + 2);
  });

  it("is a collision like any other where it would change nothing and loses a value", async () => {
    await place("LOSES-1", { soc_pct: 500 });
    await seal();
    await place("LOSES-1", { soc_pct: 400 });
    expect(await storedOf("LOSES-1")).toEqual({ 0: [week, { soc_permille: 500 }] });
    expect(await waitingOf("LOSES-1")).toEqual([["collision", { soc_permille: 400 }]]);
  });

  it("makes one position of the parts that wait, whichever came first", async () => {
    const parts: Fields[] = [{ lat: 47_100_000, lon: 9_500_000 }, { heading_deg: 90 }, { altitude_m: 4_500 }];
    for (const [bikeId, order] of [
      ["PARTS-1", parts],
      ["PARTS-2", [...parts].reverse()],
    ] as const)
      for (const [at, fields] of [{ soc_pct: 500 }, ...order].entries()) {
        if (at === 1) await seal();
        await place(bikeId, fields);
      }
    const position = { lat: 47.1, lon: 9.5, heading_deg: 90, altitude_dm: 4_500 };
    expect((await fieldsOf("PARTS-1"))?.position?.v).toEqual(position);
    expect((await fieldsOf("PARTS-2"))?.position?.v).toEqual(position);
  });
});

describe("a window that is sealed while readings are on their way into it", () => {
  const bulk = () => `POST /${indexOf(week)}/_bulk`;

  it("keeps what it took, although the answer was lost, and the rest goes to the next generation", async () => {
    await place("LOST-1", { soc_pct: 100 }, -1);
    let bulks = 0;
    proxy.faultOf = async (request) => {
      if (request !== bulk()) return "none";
      bulks++;
      if (bulks > 1) await seal();
      return bulks === 1 ? "cut" : "none";
    };
    await place("LOST-1", { soc_pct: 500 });
    await place("LOST-1", { soc_pct: 400 }, 1);
    expect(await storedOf("LOST-1")).toEqual({
      [-1]: [week, { soc_permille: 100 }],
      0: [week, { soc_permille: 500 }],
      1: [`${week}-r2`, { soc_permille: 400 }],
    });
  });

  it("is not changed by a join that was planned before", async () => {
    await place("JOINS-1", { soc_pct: 500 });
    let bulks = 0;
    proxy.faultOf = async (request) => {
      if (request === bulk() && ++bulks === 2) await seal();
      return "none" as const;
    };
    await place("JOINS-1", { soc_pct: 600, cadence_rpm: 70 });
    const { 0: stored } = await storedOf("JOINS-1");
    expect(stored).toEqual([week, { soc_permille: 500 }]);
    const waiting = (await quarantined(es, installation.names, "JOINS-1")).find(
      ({ reason }) => reason === "sealed-collision",
    );
    const joined = joinReadings(
      aStoredReading(timeMs, { soc_pct: 500 }),
      fromDocument(waiting?.value ?? {}),
    ).reading;
    expect(toDocument(joined)).toMatchObject({ soc_permille: 600, cadence_rpm: 70 });
    expect(await fieldsOf("JOINS-1")).toMatchObject({ soc_permille: { v: 600 }, cadence_rpm: { v: 70 } });
  });

  it("holds the worker while its block has no mark, and no generation is made before it has one", async () => {
    await place("HALF-1", { soc_pct: 500 });
    await es.transport.request({ method: "PUT", path: `/${indexOf(week)}/_block/write` });
    const placed = place("HALF-1", { soc_pct: 400 }, 1);
    await expect.poll(() => stages.holds.reasons()).toEqual([expect.stringContaining("index write (api)")]);
    await sleep(500);
    expect((await listGenerations(es, installation.names.windowPrefix)).get(week)).toHaveLength(1);
    await sealIndex(es, indexOf(week), NOW_MS);
    await placed;
    expect(stages.holds.reasons()).toEqual([]);
    expect(await storedOf("HALF-1")).toEqual({
      0: [week, { soc_permille: 500 }],
      1: [`${week}-r2`, { soc_permille: 400 }],
    });
  });

  it("goes on where the sealed generation is deleted by hand", async () => {
    await place("GONE-1", { soc_pct: 500 });
    await seal();
    await place("GONE-1", { soc_pct: 400 }, 1);
    await setup.indices.delete({ index: indexOf(week) });
    await place("GONE-1", { soc_pct: 500 });
    expect(await storedOf("GONE-1")).toEqual({
      0: [`${week}-r2`, { soc_permille: 500 }],
      1: [`${week}-r2`, { soc_permille: 400 }],
    });
  });
});
