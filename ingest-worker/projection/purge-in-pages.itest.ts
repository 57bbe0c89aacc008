import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { duePurges } from "@/lib/consent/purge/purges-due";
import { aRide } from "@/lib/consent/testing/a-ride";
import { sql } from "@/lib/db/testing/statement";
import { BulkFault } from "@/lib/es/bulk";
import { createLog } from "@/lib/log";
import { ConsentedStore } from "./consented-store";
import { Projector } from "./projector";
import { Purger } from "./purger";
import { PurgesInTurn } from "./purges-in-turn";
import { openProjectionSuite, type ProjectionSuite, whole, ZONE } from "./testing/projection-suite";

const HOUR = 3_600_000;
const LONG_AGO = Date.parse("2026-01-01T00:00:00Z");
const NOON = Date.parse("2026-06-15T12:00:00Z");
const PURPOSE = "range-model";
const PER_PAGE = 2;
const log = createLog("tests", "silent");
let suite: ProjectionSuite;
let store: ConsentedStore;
let purger: Purger;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
  store = new ConsentedStore(suite.es, suite.names.consentedRides, PER_PAGE);
  purger = new Purger(suite.db, store, suite.wrapping, () => Date.now());
});
afterAll(() => suite.close());

const projectorOf = (own: { readonly store?: ConsentedStore; readonly wrapping?: Uint8Array } = {}) => {
  const { db, es, names, wrapping } = suite;
  return new Projector({ db, es, rides: names.rides, store, wrapping, zone: ZONE, ...own });
};

/** A rider who agreed long ago, with so many bikes that set out at the same moment. */
async function setOut(name: string, bikes: number, projector = projectorOf()): Promise<string> {
  const rider = await suite.rider(name);
  const ids = Array.from({ length: bikes }, (_, at) => `PP-${name.toUpperCase()}-${at}`);
  for (const bikeId of ids) await suite.bike(bikeId, rider);
  await suite.consent(rider, PURPOSE, "granted", LONG_AGO);
  await suite.keepRides(ids.map((bikeId) => aRide(bikeId, NOON, NOON + HOUR)));
  await projector.project(ids.map(whole));
  return rider;
}
const dueOf = async (rider: string) => {
  const due = (await duePurges(suite.db, 100)).find(({ riderId }) => riderId === rider);
  if (!due) throw new Error("expected a withdrawal that is due, got none");
  return due;
};
const receipts = (rider: string) =>
  suite.rows(sql`select streams, keys_destroyed from purge_receipts where rider_id = ${rider}`);
const receipt = (before: number) => [
  { streams: [{ stream: suite.names.consentedRides, before, after: 0 }], keys_destroyed: 1 },
];

describe("more documents of one moment than a page", () => {
  it("are all found by whoever projects their bikes again, and stay as they are", async () => {
    const bikes = Array.from({ length: 7 }, (_, at) => `PP-ANN-${at}`);
    const rider = await setOut("ann", bikes.length);
    const before = await suite.documents();
    expect(new Set(before.map(({ start }) => start))).toHaveLength(1);
    await projectorOf().project(bikes.map(whole));
    expect(await suite.documents()).toEqual(before);
    await suite.owner.execute(sql`update ownership_periods set voided_at = now() where rider_id = ${rider}`);
    await projectorOf().project(bikes.map(whole));
    expect(await suite.documents()).toEqual([]);
  });

  it("are all removed by a purge, whose receipt counts each once", async () => {
    const rider = await setOut("ben", 5);
    await suite.consent(rider, PURPOSE, "withdrawn");
    await purger.purge(await dueOf(rider));
    expect(await suite.documents()).toEqual([]);
    expect(await receipts(rider)).toEqual(receipt(5));
  });

  it("are counted whole by a purge that was interrupted after a page, and begun again", async () => {
    const rider = await setOut("cem", 5);
    await suite.consent(rider, PURPOSE, "withdrawn");
    let pages = 0;
    const dying = Object.assign(Object.create(store), {
      async remove(ids: readonly string[]) {
        if (++pages > 1) throw new Error("killed");
        await store.remove(ids);
      },
    });
    const killed = new Purger(suite.db, dying, suite.wrapping, () => Date.now());
    await expect(killed.purge(await dueOf(rider))).rejects.toThrow("killed");
    expect(await suite.documents()).toHaveLength(5 - PER_PAGE);
    expect(await receipts(rider)).toEqual([]);
    await purger.purge(await dueOf(rider));
    expect(await suite.documents()).toEqual([]);
    expect(await receipts(rider)).toEqual(receipt(5));
  });
});

describe("a purge that fails", () => {
  const HALF_A_MINUTE = 30_000;

  it("goes behind the others, stays due, and is tried again half a minute later", async () => {
    const foreign = randomBytes(32);
    const first = await setOut("dan", 1, projectorOf({ wrapping: foreign }));
    const second = await setOut("eva", 1);
    for (const rider of [first, second]) await suite.consent(rider, PURPOSE, "withdrawn");
    let nowMs = 0;
    const tried: string[] = [];
    const noting = {
      async purge(due: Parameters<Purger["purge"]>[0]) {
        tried.push(due.riderId);
        await purger.purge(due);
      },
    };
    const purges = new PurgesInTurn(suite.db, noting, log, () => nowMs);
    expect(await purges.turn()).toBe(1);
    expect(await receipts(second)).toEqual(receipt(1));
    expect([await receipts(first), (await dueOf(first)).riderId]).toEqual([[], first]);
    nowMs += HALF_A_MINUTE - 1;
    expect(await purges.turn()).toBe(0);
    expect(tried).toEqual([first, second]);
    nowMs += 1;
    expect(await purges.turn()).toBe(0);
    expect(tried).toEqual([first, second, first]);
    const opening = new Purger(suite.db, store, foreign, () => Date.now());
    await opening.purge(await dueOf(first));
    expect(await receipts(first)).toEqual(receipt(1));
  });

  it("lets the others go first where a store has no time for it alone", async () => {
    const [first, second] = [await setOut("fay", 1), await setOut("gus", 1)];
    for (const rider of [first, second]) await suite.consent(rider, PURPOSE, "withdrawn");
    let refusals = 1;
    const busy = {
      async purge(due: Parameters<Purger["purge"]>[0]) {
        if (due.riderId === first && refusals-- > 0) throw new BulkFault("retriable", 429, "no time");
        if (due.riderId === first) expect(await receipts(second)).toEqual(receipt(1));
        await purger.purge(due);
      },
    };
    const purges = new PurgesInTurn(suite.db, busy, log, () => 0);
    await expect(purges.turn()).rejects.toThrow("no time");
    expect(await purges.turn()).toBe(2);
    expect(await receipts(first)).toEqual(receipt(1));
  });
});
