import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { type OpenDatabase, openDatabase } from "@/lib/db/client";
import { type ErasureSession, openErasureSession } from "@/lib/db/erasure-session";
import { reportsWaiting } from "@/lib/db/reports-waiting";
import { eraseRider } from "./erase-rider";

let cast: ConsentSuite;
let projection: OpenDatabase;
let session: ErasureSession;
beforeAll(async () => {
  const environment = inject("environment");
  cast = await openConsentSuite(environment);
  const urlOf = (login: "PROJECTION" | "ERASURE"): string => {
    const url = new URL(environment[`SLIPSTREAM_DATABASE_${login}_URL`] ?? "");
    url.pathname = new URL(cast.suite.url).pathname;
    return url.href;
  };
  projection = openDatabase(urlOf("PROJECTION"));
  session = openErasureSession(urlOf("ERASURE"));
});
afterAll(async () => {
  await Promise.all([projection.close(), session.close()]);
  await cast.suite.close();
});

const ago = (minutes: number) => sql`clock_timestamp() - make_interval(mins => ${minutes})`;
const waiting = () => reportsWaiting(projection.db);
const mark = (day: string, minutes: number) =>
  cast.suite.owner.execute(sql`
    insert into figure_marks (purpose, day, causes, marked_at) values ('product-research', ${day}::date, '{}', ${ago(minutes)})`);
const block = (day: string, dueInMinutes: number) =>
  cast.suite.owner.execute(sql`
    insert into figure_blocks (table_name, grain, block, purpose, quarter, from_at, to_at, due_at)
    values ('t', 'day', ${day}, 'product-research', '2026-Q4', now(), now(), ${ago(-dueInMinutes)})`);
const aRider = async (): Promise<string> => {
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), cast.suite.stores);
  return cast.riderOf(cast.fleet.id, reference);
};

describe("what of reports waits", () => {
  it("is nothing where nothing does", async () => {
    expect(await waiting()).toEqual({
      ...{ figureMarks: 0, figureDocuments: 0 },
      ...{ marksSeconds: 0, blocksSeconds: 0, evidenceSeconds: 0, checksSeconds: 0 },
    });
  });

  it("is a marked day since it was marked, or since its block is due, and not before that", async () => {
    await mark("2026-11-20", 600);
    await block("2026-11-20", 30);
    const before = await waiting();
    expect([before.figureMarks, before.marksSeconds, before.blocksSeconds]).toEqual([1, 0, 0]);
    await cast.suite.owner.execute(sql`update figure_blocks set due_at = ${ago(10)}`);
    const after = await waiting();
    expect([Math.floor(after.marksSeconds / 60), Math.floor(after.blocksSeconds / 60)]).toEqual([10, 10]);
    await mark("2026-11-01", 40);
    expect(Math.floor((await waiting()).marksSeconds / 60)).toBe(40);
  });

  it("is what somebody asked to be computed again, until it is answered", async () => {
    await cast.suite.owner.execute(sql`
      insert into evidence_requests (definition, grain, block, asked_by, asked_at) values ('usage', 'day', '2026-11-20', 'x', ${ago(7)})`);
    expect(Math.floor((await waiting()).evidenceSeconds / 60)).toBe(7);
    await cast.suite.owner.execute(sql`update evidence_requests set answered_at = now()`);
    expect((await waiting()).evidenceSeconds).toBe(0);
  });

  it("is a look after a purge from when it is due", async () => {
    const riderId = await aRider();
    const { position } = await recordConsent(cast.officer, byStaff(riderId), cast.suite.stores);
    const [receipt] = await cast.suite.owner.execute(sql`
      insert into purge_receipts (rider_id, purpose, position, grants, pseudonyms, streams, keys_destroyed, asked_at, begun_at)
      values (${riderId}::uuid, 'range-model', ${String(position)}::bigint, '{}', '{}', '[]', 0, now(), now()) returning id`);
    await cast.suite.owner.execute(sql`
      insert into purge_checks_due (receipt_id, due_at) values (${String(receipt?.id)}::bigint, ${ago(-5)})`);
    expect((await waiting()).checksSeconds).toBe(0);
    await cast.suite.owner.execute(sql`update purge_checks_due set due_at = ${ago(35)}`);
    expect(Math.floor((await waiting()).checksSeconds / 60)).toBe(35);
  });
});

describe("withdrawals that wait", () => {
  it("are told of by the login that erases, too, from when they were recorded", async () => {
    await cast.suite.owner.execute(sql`delete from purges_due`);
    expect(await session.purgeSeconds()).toBe(0);
    const riderId = await aRider();
    await recordConsent(cast.officer, byStaff(riderId), cast.suite.stores);
    await cast.suite.owner.execute(sql`update purges_due set asked_at = ${ago(6)}`);
    expect(Math.floor((await session.purgeSeconds()) / 60)).toBe(6);
    await cast.suite.owner.execute(sql`delete from purges_due`);
  });
});

describe("erasures that wait", () => {
  it("are told with the step that they are at, since they were asked for", async () => {
    const id = randomUUID();
    const why = { reason: "asked by letter", evidence: "letter of 3 November", channel: "letter" } as const;
    await eraseRider(
      cast.officer,
      { id, riderId: await aRider(), ...why },
      async () => new Map(),
      cast.suite.stores,
    );
    expect(await session.waiting()).toEqual([{ step: "survey", seconds: expect.any(Number) }]);
    await session.begin(id, "survey");
    await session.end(id, "survey", {});
    await session.begin(id, "publish");
    const [one] = await session.waiting();
    expect(one).toMatchObject({ step: "publish" });
    expect(one?.seconds).toBeGreaterThan(0);
    expect(one?.seconds).toBeLessThan(60);
    expect(await session.open()).toMatchObject([{ id, isErased: false }]);
  });

  it("are none once they are erased, until the later look is due, from when it is", async () => {
    const [{ id = "" } = {}] = await session.open();
    await session.end(id, "publish", {});
    await session.begin(id, "recheck");
    await session.end(id, "recheck", {});
    await session.addReceipt(id, { kind: "erased", streams: [], steps: [] });
    expect(await session.waiting()).toEqual([]);
    await cast.suite.owner.execute(sql`alter table erasure_receipts disable trigger user`);
    await cast.suite.owner.execute(sql`update erasure_receipts set made_at = ${ago(70)}`);
    const [late] = await session.waiting();
    expect([late?.step, Math.floor((late?.seconds ?? 0) / 60)]).toEqual(["recheck", 10]);
  });
});
