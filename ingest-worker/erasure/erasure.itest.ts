import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { letGrantsBeOld } from "@/lib/consent/testing/old-grants";
import type { ErasureStep } from "@/lib/domain/erasure-steps";
import { readEraserEnvironment } from "@/lib/env/eraser";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { type ListedErasure, listErasures } from "@/lib/erasure/list-erasures";
import { type OwnedBikes, ownedBikes } from "@/lib/erasure/testing/owned-bikes";
import { listGenerations } from "@/lib/es/list-generations";
import { sealIndex } from "@/lib/es/seal-index";
import { createLog } from "@/lib/log";
import { exportRider } from "@/lib/rider-export/export-rider";
import { openExport } from "@/lib/rider-export/open-export";
import { ridesIn } from "@/lib/rider-export/rides-of-bikes";
import { makeTestInstallation } from "@/stack/test-installation";
import { buildPublisher, end, startWorkerProcess } from "../outbox/testing/publishing-process";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { storedStates } from "../testing/stored";
import { type RunningEraser, startEraser } from "./start-eraser";
import { allThatIsKept, type Kept, keptBefore, timesOf } from "./testing/all-that-is-kept";
import { byModule, leavings, packet, sendUploads, type Upload } from "./testing/leavings";
import { riding } from "./testing/riding";

const patience = { timeout: 90_000, interval: 250 };
const MINUTE_MS = 60_000;
const HANDED_OVER_MS = Date.parse("2025-06-18T00:00:00Z");
const GRANTED_MS = Date.parse("2025-01-01T00:00:00Z");
/** In a week that is sealed, and in the one of the handing over. */
const [SEALED_MS, BEFORE_MS, AFTER_MS, LAST_MS] = [
  Date.parse("2025-06-10T12:00:00Z"),
  Date.parse("2025-06-17T12:00:00Z"),
  Date.parse("2025-06-19T12:00:00Z"),
  Date.parse("2025-06-20T12:00:00Z"),
];
const SEALED_WEEK = "2025-w24";
/** Of the second, and of one that she was never known to ride, Ada signs. */
const [BIKE, LENT, OTHER] = ["ER-000001", "ER-000002", "ER-000003"];
const SIGNED_MS = BEFORE_MS + 60 * MINUTE_MS;
const [ADAS_PURPOSES, BOBS_PURPOSES] = [["product-research", "range-model"], ["range-model"]] as const;

let first: RunningWorker;
let second: RunningWorker;
let owned: OwnedBikes;
let ada: string;
let bob: string;
let eraser: RunningEraser | null = null;

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  owned = await ownedBikes(installation.environment);
  await letGrantsBeOld(owned.db);
  first = await runWorkerOn(installation);
  second = await runWorkerOn(installation, { lanes: ["telemetry", "late"] });
  for (const bikeId of [BIKE, LENT, OTHER]) await owned.bike(bikeId);
  [ada, bob] = [await owned.rider("ada"), await owned.rider("bob")];
  await owned.agrees(ada, ADAS_PURPOSES, GRANTED_MS);
  await owned.agrees(bob, BOBS_PURPOSES, GRANTED_MS);
  await owned.owns({ bikeId: BIKE, riderId: ada, fromMs: null, toMs: HANDED_OVER_MS });
  await owned.owns({ bikeId: BIKE, riderId: bob, fromMs: HANDED_OVER_MS, toMs: null });
  for (const bikeId of [LENT, OTHER]) await owned.owns({ bikeId, riderId: bob, fromMs: null, toMs: null });
  await buildPublisher();
});
afterAll(async () => {
  await eraser?.stop();
  await Promise.all([first.stop(), second.stop()]);
  await owned.close();
});

const ofAda = () => [
  ...leavings(BIKE, SEALED_MS),
  ...leavings(BIKE, BEFORE_MS),
  { bikeId: LENT, atMs: AFTER_MS, value: packet(LENT, riding(AFTER_MS)), rider: ada },
  { bikeId: LENT, atMs: AFTER_MS, value: packet(LENT, byModule(AFTER_MS), "iot") },
];
/** Of Ada's packets every reading that can be decoded, and how many are in others. */
const [ADAS, UNREAD] = [3 * 121 + 2 + 29, 2 + 2];
const ADAS_CONSENTED = 3 * ADAS_PURPOSES.length;
const ofBob = () => [
  ...leavings(BIKE, AFTER_MS),
  { bikeId: LENT, atMs: BEFORE_MS, value: packet(LENT, riding(BEFORE_MS)) },
  { bikeId: BIKE, atMs: SIGNED_MS, value: packet(BIKE, riding(SIGNED_MS)), rider: bob },
];

const send = (uploads: readonly Upload[]) => sendUploads(first, uploads);
const kept = () => allThatIsKept(first, "ER-", [BIKE, LENT]);
const counted = async () => {
  const { rides, consented } = await kept();
  return { rides: rides.length, consented: consented.length };
};

async function erasure(id: string): Promise<ListedErasure> {
  const found = (await listErasures(owned.officer, {}, owned.stores)).find((one) => one.id === id);
  if (!found) throw new Error("the erasure is not listed");
  return found;
}
const hasBegun = (id: string, step: ErasureStep) => async () =>
  (await erasure(id)).steps.some((one) => one.step === step);

async function erasedReadings(): Promise<number> {
  const counts = await Promise.all([first, second].map(({ worker }) => worker.metrics.readings.get()));
  return counts
    .flatMap(({ values }) => values.filter(({ labels }) => labels.outcome === "erased"))
    .reduce((sum, { value }) => sum + value, 0);
}

const readingAsOperations = () =>
  openExport({
    url: first.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    password: first.environment.SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD ?? "",
    namespace: first.names.namespace,
  });

async function askFor(riderId: string, id: string): Promise<void> {
  const asked = { id, riderId, reason: "asked by letter", evidence: "letter of 3 November" };
  const reading = readingAsOperations();
  await eraseRider(owned.officer, { ...asked, channel: "letter" }, ridesIn(reading), owned.stores);
  await reading.es.close();
}

async function exported(riderId: string): Promise<Record<string, unknown>[]> {
  const stores = readingAsOperations();
  const input = { riderId, reason: "asked by letter" };
  let text = "";
  for await (const line of await exportRider(owned.officer, input, stores, owned.stores)) text += line;
  await stores.es.close();
  return text
    .trim()
    .split("\n")
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
}

function kindsOf(lines: readonly Record<string, unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of lines) counts[String(kind)] = (counts[String(kind)] ?? 0) + 1;
  return counts;
}

/** For which purposes each ride counts. */
const purposesOf = (lines: readonly Record<string, unknown>[]) =>
  lines.filter(({ kind }) => kind === "ride").map(({ counts_for }) => counts_for);

/** What is left of Ada: that she agreed, and took it back, among what was decided. */
const DECIDED = { rider: 1, ownership: 1, consent: 2 * ADAS_PURPOSES.length, erasure: 1 };

/** What would be kept had the rider never been there. */
let bobsOnly: Kept;

describe("an erasure", () => {
  const id = randomUUID();

  it("leaves nothing of the rider's periods, in sealed windows neither, though it is killed and all is sent meanwhile", async () => {
    await owned.signs(BIKE, bob, SIGNED_MS, SIGNED_MS + 10 * MINUTE_MS);
    await send(ofBob());
    await expect.poll(counted, patience).toEqual({ rides: 3, consented: 3 });
    bobsOnly = await kept();
    await owned.signs(LENT, ada, AFTER_MS, AFTER_MS + 10 * MINUTE_MS);
    await send(ofAda());
    await expect.poll(counted, patience).toEqual({ rides: 6, consented: 3 + ADAS_CONSENTED });
    const [sealed] = (await listGenerations(first.es, first.names.windowPrefix)).get(SEALED_WEEK) ?? [];
    await sealIndex(first.es, sealed?.index ?? "", Date.now() - 6 * MINUTE_MS);
    const before = (await storedStates(first.es, first.names, LENT)).get(LENT);

    const held = await exported(ada);
    expect(kindsOf(held)).toMatchObject({
      ...{ rider: 1, ownership: 1, consent: 2, attribution: 1, ride: 3, reading: ADAS },
    });
    expect(purposesOf(held)).toEqual([ADAS_PURPOSES, ADAS_PURPOSES, ADAS_PURPOSES]);

    await askFor(ada, id);
    for (const step of ["follow", "readings"] as const) {
      const child = startWorkerProcess(first.environment, "erasure");
      await expect.poll(hasBegun(id, step), patience).toBe(true);
      await send(ofAda());
      await end(child, "SIGKILL");
    }
    const environment = readEraserEnvironment({ ...first.environment, SLIPSTREAM_WORKER_METRICS_PORT: "0" });
    const fatal = (fault: unknown) => {
      throw fault;
    };
    eraser = await startEraser(environment, createLog("tests", "silent"), fatal, 0);
    await expect.poll(async () => (await erasure(id)).receipts.length, patience).toBe(1);

    expect(await kept()).toEqual(bobsOnly);
    expect(await owned.signaturesOf(ada)).toBe(0);
    expect(await owned.signaturesOf(bob)).toBe(1);
    const [again] = (await listGenerations(first.es, first.names.windowPrefix)).get(SEALED_WEEK) ?? [];
    expect(again).toMatchObject({ isBlocked: true, sealedAt: expect.any(String) });
    const after = (await storedStates(first.es, first.names, LENT)).get(LENT);
    expect(after?.generation).toBeGreaterThan(before?.generation ?? 0);
    expect(after?.newest_at).toBe(BEFORE_MS + 600_000);
  }, 240_000);

  it("leaves nothing to hand out but what was decided, and nothing of others is ever handed out", async () => {
    const lines = await exported(ada);
    expect(kindsOf(lines)).toEqual(DECIDED);
    const bobs = await exported(bob);
    expect(kindsOf(bobs)).toMatchObject({ rider: 1, ownership: 3, consent: 1, attribution: 1, ride: 3 });
    expect(purposesOf(bobs)).toEqual([BOBS_PURPOSES, BOBS_PURPOSES, BOBS_PURPOSES]);
    expect(bobs.map((line) => JSON.stringify(line)).join()).not.toContain(ada);
  });

  it("gives a receipt of every stream, with how much there was and that nothing is left", async () => {
    const { receipts, at } = await erasure(id);
    expect(at).toBeNull();
    expect(receipts).toMatchObject([{ kind: "erased" }]);
    const counts = Object.fromEntries(
      (receipts[0]?.streams ?? []).map(({ stream, before, after }) => [stream, [before, after]]),
    );
    expect(counts).toEqual({
      readings: [ADAS, 0],
      quarantine: [2, 0],
      "dead-letters": [4, 0],
      rides: [3, 0],
      "consented-rides": [ADAS_CONSENTED, 0],
      attributions: [1, 0],
    });
  });

  it("takes nothing in when the same uploads come once more, and counts what it let go", async () => {
    const before = await erasedReadings();
    await send(ofAda());
    await send(ofBob());
    await owned.signs(LENT, ada, AFTER_MS, AFTER_MS + 10 * MINUTE_MS);
    expect(await owned.signaturesOf(ada)).toBe(0);
    // Of each of the rider's packets that can be decoded every reading, and one for each that cannot.
    expect((await erasedReadings()) - before).toBe(ADAS + UNREAD);
    // What of a bike was marked before its last ride is worked off once that one counts.
    await send(
      [BIKE, LENT].map((bikeId) => ({ bikeId, atMs: LAST_MS, value: packet(bikeId, riding(LAST_MS)) })),
    );
    await expect.poll(counted, patience).toEqual({ rides: 5, consented: 5 });
    expect(keptBefore(await kept(), LAST_MS)).toEqual(bobsOnly);
  });

  it("lets go of what the rider's phone still had, of whichever bike, and of what is just around a borrowed ride", async () => {
    const [before, then] = [await erasedReadings(), timesOf(await kept())];
    const unknownMs = AFTER_MS + 3 * 60 * MINUTE_MS;
    await send([
      { bikeId: OTHER, atMs: unknownMs, value: packet(OTHER, riding(unknownMs)), rider: ada },
      {
        bikeId: LENT,
        atMs: AFTER_MS,
        value: packet(LENT, [{ t: AFTER_MS - 4 * MINUTE_MS, soc_pct: 50 }], "iot"),
      },
      {
        bikeId: LENT,
        atMs: AFTER_MS,
        value: packet(LENT, [{ t: AFTER_MS + 14 * MINUTE_MS, soc_pct: 50 }], "iot"),
      },
    ]);
    expect((await erasedReadings()) - before).toBe(121 + 2);
    expect(timesOf(await kept())).toEqual(then);
  });

  it("keeps what comes late of another's ride in the time that the bike was the erased rider's, and it is his", async () => {
    const before = await erasedReadings();
    await send([{ bikeId: BIKE, atMs: SIGNED_MS, value: packet(BIKE, byModule(SIGNED_MS), "iot") }]);
    expect(await erasedReadings()).toBe(before);
    const ofSigned = async () =>
      (await kept()).rides.find(({ start }) => Math.abs(start - SIGNED_MS) < 5 * MINUTE_MS);
    await expect.poll(async () => (await ofSigned())?.start, patience).toBe(SIGNED_MS - 2 * MINUTE_MS + 1);
    const bobs = await exported(bob);
    expect(
      bobs.filter(({ kind, bike_id, source }) => kind === "reading" && bike_id === BIKE && source === "iot"),
    ).toHaveLength(29);
    expect(bobs).toContainEqual(
      expect.objectContaining({ kind: "ride", start: SIGNED_MS - 2 * MINUTE_MS + 1 }),
    );
    expect(kindsOf(await exported(ada))).toEqual(DECIDED);
  });
});
