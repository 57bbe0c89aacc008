import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { mintGrant } from "@/lib/consent/grant/mint-grant";
import { duePurges } from "@/lib/consent/purge/purges-due";
import { aRide } from "@/lib/consent/testing/a-ride";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { sql } from "@/lib/db/testing/statement";
import { BulkFault } from "@/lib/es/bulk";
import { Projector } from "./projector";
import { openProjectionSuite, type ProjectionSuite, whole, ZONE } from "./testing/projection-suite";

const HOUR = 3_600_000;
const LONG_AGO = Date.parse("2026-01-01T00:00:00Z");
const NOON = Date.parse("2026-06-15T12:07:31Z");
const PURPOSE = "range-model";
let suite: ProjectionSuite;
beforeAll(async () => {
  suite = await openProjectionSuite(inject("environment"));
});
afterAll(() => suite.close());

/** A bike of a rider who agreed long ago, with rides of three days. */
async function consenting(bikeId: string, name: string): Promise<string> {
  const rider = await suite.rider(name);
  await suite.bike(bikeId, rider);
  await suite.consent(rider, PURPOSE, "granted", LONG_AGO);
  await suite.keepRides([0, 24, 48].map((at) => aRide(bikeId, NOON + at * HOUR, NOON + (at + 1) * HOUR)));
  return rider;
}

async function purgeAll(): Promise<void> {
  for (const due of await duePurges(suite.db, 100)) await suite.purger.purge(due);
}
/** Again where another projector wrote first. */
async function projectAsLanesDo(bikeId: string): Promise<void> {
  try {
    await suite.projector.project([whole(bikeId)]);
  } catch (fault) {
    if (!(fault instanceof BulkFault && fault.kind === "retriable")) throw fault;
    await projectAsLanesDo(bikeId);
  }
}
const receipts = (rider: string) =>
  suite.rows(sql`select * from purge_receipts where rider_id = ${rider} order by position`);
const pseudonymsOf = async (rider: string): Promise<string[]> =>
  (await receipts(rider)).flatMap(({ pseudonyms }) =>
    Array.isArray(pseudonyms) ? pseudonyms.map(String) : [],
  );
const hourPasses = async () => {
  await suite.owner.execute(sql`alter table purge_receipts disable trigger purge_receipts_stay`);
  await suite.owner.execute(sql`alter table purge_checks disable trigger purge_checks_stay`);
  await suite.owner.execute(sql`update purge_receipts set done_at = done_at - interval '1 hour'`);
  await suite.owner.execute(sql`update purge_checks set checked_at = checked_at - interval '1 hour'`);
  await suite.owner.execute(sql`update purge_checks_due set due_at = due_at - interval '1 hour'`);
};
const excluded = async () => [...(await mintGrant(suite.db, PURPOSE, suite.wrapping)).excluded];
const count = async () => (await suite.documents()).length;

describe("the purge of a withdrawal", () => {
  it("leaves no document, destroys the keys, marks the days, and its receipt says all of that", async () => {
    const rider = await consenting("PU-000001", "ann");
    await suite.projector.project([whole("PU-000001")]);
    const before = await suite.documents();
    expect(before).toHaveLength(3);
    await suite.owner.execute(sql`delete from figure_marks`);
    const position = await suite.consent(rider, PURPOSE, "withdrawn");
    await purgeAll();
    expect(await suite.documents()).toEqual([]);
    const [receipt] = await receipts(rider);
    expect(receipt).toMatchObject({
      ...{ purpose: PURPOSE, position: String(position), keys_destroyed: 1, pseudonyms: [before[0]?.rider] },
      streams: [{ stream: suite.names.consentedRides, before: 3, after: 0 }],
    });
    expect(
      await suite.rows(
        sql`select wrapped_key, destroyed_at is null as stays from grant_keys where rider_id = ${rider}`,
      ),
    ).toEqual([{ wrapped_key: null, stays: false }]);
    expect(
      await suite.rows(
        sql`select day::text, causes from figure_marks where purpose = ${PURPOSE} order by day`,
      ),
    ).toEqual(["2026-06-15", "2026-06-16", "2026-06-17"].map((day) => ({ day, causes: ["withdrawal"] })));
    for (const pseudonym of await pseudonymsOf(rider)) expect(await suite.withText(pseudonym)).toBe(0);
    expect(await suite.rows(sql`select * from purges_due`)).toEqual([]);
  });

  it("counts nothing that is uploaded later, and again from a new grant on, under another name", async () => {
    const rider = await consenting("PU-000002", "ben");
    await suite.projector.project([whole("PU-000002")]);
    await suite.consent(rider, PURPOSE, "withdrawn");
    await purgeAll();
    await suite.keepRides([aRide("PU-000002", NOON + 72 * HOUR, NOON + 73 * HOUR)]);
    await suite.projector.project([whole("PU-000002")]);
    expect(await count()).toBe(0);
    const again = await suite.consent(rider, PURPOSE, "granted");
    const [entry] = await suite.rows(
      sql`select (extract(epoch from effective_at) * 1000)::float8 as at from consent_entries where position = ${again}`,
    );
    const start = Number(entry?.at);
    await suite.keepRides([aRide("PU-000002", start, start + 60_000)]);
    await suite.projector.project([whole("PU-000002")]);
    const [document, ...others] = await suite.documents();
    expect(others).toEqual([]);
    expect(await pseudonymsOf(rider)).not.toContain(document?.rider);
    await suite.consent(rider, PURPOSE, "withdrawn");
    await purgeAll();
  });

  it("counts all that there was where a projector learns of the withdrawal first", async () => {
    const rider = await consenting("PU-000009", "kim");
    await suite.projector.project([whole("PU-000009")]);
    await suite.consent(rider, PURPOSE, "withdrawn");
    await suite.projector.project([whole("PU-000009")]);
    await purgeAll();
    expect(await count()).toBe(0);
    expect(await receipts(rider)).toMatchObject([
      { streams: [{ stream: suite.names.consentedRides, before: 3, after: 0 }] },
    ]);
  });

  it("leaves nothing behind where it races projectors, round after round", async () => {
    const rounds = 12;
    for (let round = 0; round < rounds; round++) {
      const bikeId = `PU-1000${10 + round}`;
      const rider = await consenting(bikeId, `racer ${round}`);
      const project = async () => {
        for (let turn = 0; turn < 3; turn++) await projectAsLanesDo(bikeId);
      };
      const withdraw = async () => {
        await sleep(Math.random() * 150);
        await suite.consent(rider, PURPOSE, "withdrawn");
        await purgeAll();
      };
      await Promise.all([project(), project(), withdraw()]);
      await purgeAll();
      expect(await receipts(rider)).toHaveLength(1);
      const pseudonyms = await pseudonymsOf(rider);
      await suite.store.refresh();
      expect([round, await suite.store.count(pseudonyms), await count()]).toEqual([round, 0, 0]);
    }
  });

  it("excludes what it purged until a check an hour later found nothing, however often one is made before", async () => {
    const rider = await consenting("PU-000003", "cem");
    await suite.projector.project([whole("PU-000003")]);
    const [document] = await suite.documents();
    if (!document) throw new Error("expected a document");
    await suite.consent(rider, PURPOSE, "withdrawn");
    await purgeAll();
    await hourPasses();
    while (await suite.purger.check());
    expect(await excluded()).toEqual([]);
    // What stood still since before the withdrawal, and held nothing any more.
    await suite.store.write({ made: [{ id: "stale", document }], changed: [], removed: [] });
    await suite.owner.execute(
      sql`insert into purge_checks_due (receipt_id, asked_by) select max(id), 'user:x' from purge_receipts`,
    );
    expect(await suite.purger.check()).not.toBeNull();
    expect(await count()).toBe(0);
    expect(await excluded()).toEqual([document.rider]);
    await suite.owner.execute(
      sql`insert into purge_checks_due (receipt_id, asked_by) select max(id), 'user:x' from purge_receipts`,
    );
    expect(await suite.purger.check()).not.toBeNull();
    expect(await excluded()).toEqual([document.rider]);
    expect(await suite.purger.check()).toBeNull();
    await hourPasses();
    expect(await suite.purger.check()).not.toBeNull();
    expect(await excluded()).toEqual([]);
    const checks = await suite.rows(
      sql`select found, asked_by from purge_checks where receipt_id = (select max(id) from purge_receipts) order by id`,
    );
    expect(checks).toEqual([
      { found: 0, asked_by: null },
      { found: 1, asked_by: "user:x" },
      { found: 0, asked_by: "user:x" },
      { found: 0, asked_by: null },
    ]);
  });

  it("finds what a projector wrote that was killed before it could say so, and the next one marks its days", async () => {
    const rider = await consenting("PU-000004", "dan");
    await suite.owner.execute(sql`delete from figure_marks`);
    const { db, es, names, store, wrapping } = suite;
    const killed = Object.assign(Object.create(store), {
      async write(changes: Parameters<typeof store.write>[0]) {
        await store.write(changes);
        throw new Error("killed");
      },
    });
    const dying = new Projector({ db, es, rides: names.rides, store: killed, wrapping, zone: ZONE });
    await expect(dying.project([whole("PU-000004")])).rejects.toThrow("killed");
    expect(await count()).toBe(3);
    expect(await suite.rows(sql`select * from figure_marks`)).toEqual([]);
    await suite.projector.project([whole("PU-000004")]);
    expect(await count()).toBe(3);
    const marked = await suite.rows(
      sql`select day::text from figure_marks where purpose = ${PURPOSE} order by day`,
    );
    expect(marked.map(({ day }) => day)).toEqual(["2026-06-15", "2026-06-16", "2026-06-17"]);
    await expect(dying.project([whole("PU-000004")])).rejects.toThrow("killed");
    await suite.consent(rider, PURPOSE, "withdrawn");
    await purgeAll();
    expect(await count()).toBe(0);
  });

  it("keeps receipts and destroyed keys as they are, whoever asks", async () => {
    for (const statement of [
      sql`update purge_checks set found = 0`,
      sql`delete from purge_receipts`,
      sql`delete from grant_keys`,
      sql`update grant_keys set wrapped_key = '\\x00', destroyed_at = null`,
    ]) {
      await suite.owner.execute(sql`alter table purge_receipts enable trigger purge_receipts_stay`);
      await suite.owner.execute(sql`alter table purge_checks enable trigger purge_checks_stay`);
      expect(await refusalOf(suite.owner.execute(statement))).toBe("42501");
    }
    expect(await refusalOf(suite.maker.execute(sql`select * from grant_keys`))).toBe("42501");
  });
});
