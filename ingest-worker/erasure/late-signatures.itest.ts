import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openErasureSession } from "@/lib/db/erasure-session";
import { sql } from "@/lib/db/testing/statement";
import { HEADER } from "@/lib/domain/packet";
import { readEraserEnvironment } from "@/lib/env/eraser";
import { eraseRider } from "@/lib/erasure/erase-rider";
import { listErasures } from "@/lib/erasure/list-erasures";
import { reapplyErasures } from "@/lib/erasure/reapply-erasures";
import { type OwnedBikes, ownedBikes } from "@/lib/erasure/testing/owned-bikes";
import { createLog } from "@/lib/log";
import { ridesIn } from "@/lib/rider-export/rides-of-bikes";
import { makeTestInstallation } from "@/stack/test-installation";
import { ridesOf } from "../rides/testing/rides-of";
import { type RunningWorker, runWorkerOn } from "../testing/running-worker";
import { storedDocuments } from "../testing/stored";
import { type RunningEraser, startEraser } from "./start-eraser";
import { stonesNow } from "./stones-now";
import { riding } from "./testing/riding";
import { WindowReadings } from "./window-readings";

const patience = { timeout: 90_000, interval: 250 };
const HOUR_MS = 3_600_000;
const RIDE_MS = 600_000;
const BIKE = "ES-000001";
const NOON_MS = Date.parse("2025-06-17T12:00:00Z");
const FIRST_MS = NOON_MS + 2 * HOUR_MS;
const SECOND_MS = NOON_MS + 4 * HOUR_MS;

let running: RunningWorker;
let owned: OwnedBikes;
let eraser: RunningEraser;
let [ada, bob] = ["", ""];
const id = randomUUID();

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  running = await runWorkerOn(installation);
  owned = await ownedBikes(installation.environment);
  await owned.bike(BIKE);
  [ada, bob] = [await owned.rider("ada"), await owned.rider("bob")];
  await owned.owns({ bikeId: BIKE, riderId: ada, fromMs: null, toMs: null });
});
afterAll(async () => {
  await eraser.stop();
  await running.stop();
  await owned.close();
});

/** A phone's upload; signed, it is known who rode before it is taken over. */
async function upload(fromMs: number, rider?: string): Promise<void> {
  if (rider !== undefined) await owned.signs(BIKE, rider, fromMs, fromMs + RIDE_MS);
  await running.publisher.publish(running.names.topics.telemetryLate, [
    {
      key: BIKE,
      value: JSON.stringify({ v: 1, bike_id: BIKE, source: "app", readings: riding(fromMs) }),
      headers: {
        ...{ [HEADER.receivedAt]: String(fromMs + HOUR_MS), [HEADER.ingestClient]: "tests" },
        ...(rider === undefined ? {} : { [HEADER.rider]: rider }),
      },
    },
  ]);
  await running.caughtUp();
}

async function kept() {
  const readings = await storedDocuments(running.es, running.names, BIKE);
  const rides = (await ridesOf(running, BIKE)).map(({ start }) => start).sort();
  return { readings: readings.length, rides };
}
const erasure = async () => {
  const [found] = await listErasures(owned.officer, { riderId: ada }, owned.stores);
  return found;
};
const receipts = async () => ((await erasure())?.receipts ?? []).map(({ kind }) => kind);

describe("what another rider's phone sends of a ride on the bike after its owner asked to be erased", () => {
  it("is that rider's, and stays when all else of the owner's time is removed", async () => {
    await upload(NOON_MS);
    await expect.poll(kept, patience).toEqual({ readings: 121, rides: [NOON_MS] });
    const told = { reason: "asked by letter", evidence: "letter of 3 November", channel: "letter" } as const;
    const asked = { ...told, id, riderId: ada };
    await eraseRider(owned.officer, asked, ridesIn(running), owned.stores);
    await upload(FIRST_MS, bob);
    await expect.poll(kept, patience).toEqual({ readings: 242, rides: [NOON_MS, FIRST_MS] });
    const environment = { ...running.environment, SLIPSTREAM_WORKER_METRICS_PORT: "0" };
    const fatal = (fault: unknown) => {
      throw fault;
    };
    eraser = await startEraser(readEraserEnvironment(environment), createLog("tests", "silent"), fatal, 0);
    await expect.poll(receipts, patience).toEqual(["erased"]);
    expect(await kept()).toEqual({ readings: 121, rides: [FIRST_MS] });
    const counts = (await erasure())?.receipts[0]?.streams.map(({ stream, before }) => [stream, before]);
    expect(counts).toContainEqual(["readings", 121]);
    expect(counts).toContainEqual(["rides", 1]);
  }, 120_000);

  it("stays when all is looked for again an hour later", async () => {
    await upload(SECOND_MS, bob);
    const all = { readings: 242, rides: [FIRST_MS, SECOND_MS] };
    await expect.poll(kept, patience).toEqual(all);
    await owned.db.execute(sql`alter table erasure_receipts disable trigger user`);
    await owned.db.execute(sql`update erasure_receipts set made_at = made_at - interval '2 hours'`);
    await expect.poll(receipts, patience).toEqual(["erased", "checked"]);
    expect(await kept()).toEqual(all);
  }, 120_000);

  it("stays when it was signed for after it was looked up what is to be removed", async () => {
    const session = openErasureSession(running.environment.SLIPSTREAM_DATABASE_ERASURE_URL ?? "");
    const planned = await session.stonesOf(id);
    const readings = new WindowReadings(running.es, running.names, Date.now);
    expect(await readings.count(planned)).toBe(242);
    const now = () => stonesNow({ session, ...running }, { id, riderId: ada, isErased: true });
    expect(await readings.remove(planned, now)).toEqual({ removed: 0, waitMs: 0 });
    await session.close();
  });

  it("stays when all is done again after a restore", async () => {
    const author = { kind: "console", command: "erasure" } as const;
    await reapplyErasures(author, { tombstones: [], withdrawals: [] }, owned.stores);
    const isDone = async () => (await erasure())?.at === null;
    await expect.poll(isDone, patience).toBe(false);
    await expect.poll(isDone, patience).toBe(true);
    expect(await kept()).toEqual({ readings: 242, rides: [FIRST_MS, SECOND_MS] });
  }, 120_000);
});
