import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import type { FieldFault } from "@/lib/domain/faults";
import type { SlotValue } from "@/lib/domain/stored-reading";
import { windowOf } from "@/lib/domain/window";
import type { Elasticsearch } from "@/lib/es/client";
import type { FaultProxy } from "@/lib/es/testing/fault-proxy";
import type { TestInstallation } from "@/stack/test-installation";
import { openGap } from "../testing/gap";
import { aStoredReading, type Stages } from "../testing/stages";
import { startStagesSuite } from "../testing/stages-suite";
import { storedDocuments } from "../testing/stored";

const NOW_MS = Date.UTC(2026, 10, 18, 12);
const LONG = "x".repeat(64);
/** What makes a line some 300 bytes longer than others. */
const LONG_TEXTS = { firmware: LONG, motor_serial: LONG, battery_serial: LONG, display_serial: LONG };

let installation: TestInstallation;
let proxy: FaultProxy;
let stages: Stages;
let es: Elasticsearch;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ installation, proxy, stages, es, stop } = await startStagesSuite(inject("environment")));
});
beforeEach(() => {
  proxy.faultOf = () => "none";
  proxy.maxBytes = Number.POSITIVE_INFINITY;
  proxy.requests.length = 0;
});
afterAll(() => stop());

const times = (count: number) => Array.from({ length: count }, (_, at) => NOW_MS + at);
const readingsWith = (fields: Readonly<Record<string, SlotValue>>, count: number) =>
  times(count).map((timeMs) => aStoredReading(timeMs, fields));
const documentsOf = (bikeId: string) => storedDocuments(es, installation.names, bikeId);
const timesOf = async (bikeId: string) =>
  (await documentsOf(bikeId)).map((document) => Date.parse(String(document["@timestamp"])));

/** Reason and times of the readings of each dead letter for a bike. */
const lettersFor = (bikeId: string) =>
  stages.letters
    .filter(({ headers }) => headers?.["dead-letter-key"] === bikeId)
    .map(({ headers }) => {
      const faults: FieldFault[] = JSON.parse(headers?.["dead-letter-faults"] ?? "");
      return [headers?.["dead-letter-reason"], ...faults.map(({ expected }) => expected.split(", ")[2])];
    });
const timeText = (at: number) => new Date(NOW_MS + at).toISOString();

describe("where a server on the way takes no large bodies", () => {
  it("loses no reading of a bulk, and no record is done before all of its batch is durable", async () => {
    const bikes = ["CUT-1", "CUT-2", "CUT-3"];
    const bulk = `POST /${installation.names.windowPrefix}${windowOf(NOW_MS).name}/_bulk`;
    const gap = openGap();
    let taken = 0;
    proxy.maxBytes = 1_500;
    proxy.faultOf = async (request) => {
      if (request !== bulk) return "none";
      taken++;
      if (taken === 5) await gap.wait();
      return taken === 2 ? "cut" : "none";
    };
    const done: string[] = [];
    const records = bikes.map((bikeId) =>
      stages.place(bikeId, readingsWith({ soc_pct: 500 }, 20)).then(() => done.push(bikeId)),
    );
    await gap.reached;
    await sleep(1_000);
    expect(done).toEqual([]);
    gap.close();
    await Promise.all(records);
    for (const bikeId of bikes) expect(await timesOf(bikeId)).toEqual(times(20));
    expect(proxy.requests.filter((request) => request === bulk).length).toBeGreaterThan(taken);
    expect(stages.letters).toEqual([]);
  });

  it("keeps a reading that is too large alone as a dead letter, and stores all others", async () => {
    const readings = readingsWith({ soc_pct: 500 }, 40);
    for (const at of [7, 30]) readings[at] = aStoredReading(NOW_MS + at, LONG_TEXTS);
    proxy.maxBytes = 400;
    await stages.place("LARGE-1", readings);
    expect(await timesOf("LARGE-1")).toEqual(times(40).filter((_, at) => at !== 7 && at !== 30));
    expect(lettersFor("LARGE-1")).toEqual([["too-large", timeText(7), timeText(30)]]);
  });

  it("joins every reading, but for the one whose join is too large alone, which is a dead letter", async () => {
    await stages.place("JOIN-1", readingsWith({ cadence_rpm: 70 }, 30));
    await stages.place("JOIN-2", readingsWith(LONG_TEXTS, 1));
    proxy.maxBytes = 400;
    await Promise.all([
      stages.place("JOIN-1", readingsWith({ soc_pct: 500 }, 30)),
      stages.place("JOIN-2", readingsWith({ soc_pct: 500 }, 1)),
    ]);
    const joined = await documentsOf("JOIN-1");
    expect(joined).toHaveLength(30);
    for (const document of joined) expect(document).toMatchObject({ cadence_rpm: 70, soc_permille: 500 });
    expect(lettersFor("JOIN-1")).toEqual([]);
    expect(lettersFor("JOIN-2")).toEqual([["too-large", timeText(0)]]);
    expect((await documentsOf("JOIN-2"))[0]).toMatchObject(LONG_TEXTS);
  });
});
