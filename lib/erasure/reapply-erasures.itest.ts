import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { checkLedger } from "@/lib/consent/check-ledger";
import { consentsOf } from "@/lib/consent/consents-of";
import { recordConsent } from "@/lib/consent/record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "@/lib/consent/testing/consent-suite";
import { openErasureSession } from "@/lib/db/erasure-session";
import type { ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { eraseRider } from "./erase-rider";
import { byReportedId } from "./erased-queries";
import { listErasures } from "./list-erasures";
import { reapplyErasures } from "./reapply-erasures";
import type { Told } from "./told";

const CONSOLE = { kind: "console", command: "erasure" } as const;
let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

async function someRider(): Promise<string> {
  const reference = randomUUID();
  await recordConsent(cast.app, byApp({ reference }), cast.suite.stores);
  return cast.riderOf(cast.fleet.id, reference);
}

const referenceOf = async (riderId: string): Promise<string> =>
  String(
    (await cast.suite.owner.execute(sql`select reference from riders where id = ${riderId}::uuid`))[0]
      ?.reference,
  );

/** The session of the login that erases, on this suite's database. */
function erasing() {
  const url = new URL(inject("environment").SLIPSTREAM_DATABASE_ERASURE_URL ?? "");
  url.pathname = new URL(cast.suite.url).pathname;
  return openErasureSession(url.href);
}

const noRides = async () => new Map();
const nothing = { tombstones: [], withdrawals: [] };
const reapply = (told: Partial<Told>) => reapplyErasures(CONSOLE, { ...nothing, ...told }, cast.suite.stores);
const inForce = async (riderId: string) =>
  (await consentsOf(cast.officer, { riderId }, cast.suite.stores)).filter((one) => one.inForce !== null);

describe("after a restore from a backup", () => {
  it("begins every erasure anew, and keeps its receipts", async () => {
    const riderId = await someRider();
    const told = { reason: "asked by letter", evidence: "letter of 3 November", channel: "letter" } as const;
    const asked = { ...told, id: randomUUID(), riderId };
    const { id } = await eraseRider(cast.officer, asked, noRides, cast.suite.stores);
    const session = erasing();
    await session.begin(id, "survey");
    await session.end(id, "survey", { readings: 3 });
    await session.addReceipt(id, { kind: "erased", streams: [], steps: [] });
    const listed = async () =>
      (await listErasures(cast.officer, { riderId }, cast.suite.stores)).find((one) => one.id === id);
    expect((await listed())?.at).toBe("publish");
    // What was published of it changes nothing: the database has it all.
    const stones = byReportedId(await session.stonesOf(id));
    const tombstones = [...stones].flatMap(([reportedAs, all]) => all.map((one) => ({ ...one, reportedAs })));
    expect(await reapply({ tombstones })).toMatchObject({ foundInTopic: 0 });
    expect(await listed()).toMatchObject({ at: "survey", steps: [], receipts: [{ kind: "erased" }] });
    expect((await session.open()).find((one) => one.id === id)).toMatchObject({ isErased: true });
    await session.close();
  });

  it("takes up whole what only the topic still knows, withdraws that rider's consent again, and does so once", async () => {
    const riderId = await someRider();
    const erasure = randomUUID();
    const asked = Date.parse("2026-11-20T08:00:00Z");
    const of = { rider: riderId };
    const tombstones = [
      { ...of, reportedAs: "LI-000001", from: null, to: 1_000, source: "iot" as const, bike: "LI-000009" },
      { ...of, reportedAs: "LI-000001", from: 2_000, to: asked },
      { ...of, reportedAs: `rider:${riderId}`, from: null, to: asked, erasure, asked },
      // One before it, of which nothing else is left.
      { ...of, reportedAs: `rider:${riderId}`, from: null, to: 3_000, erasure: randomUUID(), asked: 3_000 },
    ];
    expect(await reapply({ tombstones })).toMatchObject({ foundInTopic: 2, unknownRiders: [] });
    expect(await inForce(riderId)).toEqual([]);
    expect((await reapply({ tombstones })).foundInTopic).toBe(0);
    const rows = await cast.suite.owner.execute(sql`
      select t.bike_id, t.reported_as, t.source, t.from_ms::float8 as from, t.to_ms::float8 as to, t.erasure_id,
        extract(epoch from e.asked_at)::float8 * 1000 as asked
      from tombstones t join erasures e on e.id = t.erasure_id where t.erasure_id = ${erasure}::uuid
      order by t.reported_as, t.from_ms nulls first`);
    const kept = { erasure_id: erasure, asked, reported_as: "LI-000001" };
    const key = `rider:${riderId}`;
    expect(rows).toEqual([
      { ...kept, bike_id: "LI-000009", source: "iot", from: null, to: 1_000 },
      { ...kept, bike_id: "LI-000001", source: null, from: 2_000, to: asked },
      { ...kept, bike_id: key, reported_as: key, source: null, from: null, to: asked },
    ]);
  });

  it("takes up tombstones of before they named their erasure, with all that the rider signed until then", async () => {
    const riderId = await someRider();
    const tombstones = [
      { reportedAs: "LI-000003", from: 500, to: 1_000, rider: riderId },
      { reportedAs: "LI-000004", from: null, to: 9_000, rider: riderId },
    ];
    expect(await reapply({ tombstones })).toMatchObject({ foundInTopic: 1 });
    expect((await reapply({ tombstones })).foundInTopic).toBe(0);
    const rows = await cast.suite.owner.execute(sql`
      select reported_as, to_ms::int as to from tombstones where rider_id = ${riderId}::uuid order by reported_as`);
    expect(rows).toEqual([
      { reported_as: "LI-000003", to: 1_000 },
      { reported_as: "LI-000004", to: 9_000 },
      { reported_as: `rider:${riderId}`, to: 9_000 },
    ]);
  });

  it("knows riders by their id alone who came after the backup, and erases for them, too", async () => {
    const rider = randomUUID();
    const tombstones = [
      { reportedAs: "LI-000002", from: 1, to: 2, rider },
      { reportedAs: `rider:${rider}`, from: null, to: 2, rider, erasure: randomUUID(), asked: 2 },
    ];
    expect(await reapply({ tombstones })).toMatchObject({ foundInTopic: 1, unknownRiders: [rider] });
    const [listed] = await listErasures(cast.officer, { riderId: rider }, cast.suite.stores);
    expect(listed).toMatchObject({ reference: `erased ${rider}`, bikes: 1, at: "survey" });
    expect(await reapply({ tombstones })).toMatchObject({ foundInTopic: 0, unknownRiders: [] });
  });

  it("withdraws again what was withdrawn after the backup, and has it purged; nothing that the ledger knows", async () => {
    const [riderId, other] = [await someRider(), await someRider()];
    const withdrawal = (rider: string, id: string, recorded: number): ToldWithdrawal => ({
      ...{ id, rider, purpose: "range-model", notice: 1, language: "en", recorded },
      effective: Math.min(recorded, Date.now() - 1_000),
    });
    const lost = randomUUID();
    const before = (await inForce(riderId)).length;
    expect(before).toBeGreaterThan(0);
    const told = [
      withdrawal(riderId, lost, Date.now() + 60_000),
      withdrawal(randomUUID(), randomUUID(), Date.now()),
      // Granted after it: the ledger must have known it, whatever became of its id.
      withdrawal(other, randomUUID(), Date.now() - 3_600_000),
    ];
    expect(await reapply({ withdrawals: told })).toMatchObject({ withdrawals: 1 });
    expect(await inForce(riderId)).toHaveLength(before - 1);
    expect(await inForce(other)).toHaveLength(before);
    const due = await cast.suite.owner.execute(
      sql`select purpose from purges_due where rider_id = ${riderId}::uuid`,
    );
    expect(due).toEqual([{ purpose: "range-model" }]);
    expect(await reapply({ withdrawals: told })).toMatchObject({ withdrawals: 0 });
    expect(await checkLedger(cast.officer, cast.suite.stores)).toMatchObject({ kind: "whole" });
    // Granted again: what was taken back before is taken back no more.
    await recordConsent(cast.app, byApp({ reference: await referenceOf(riderId) }), cast.suite.stores);
    expect(await reapply({ withdrawals: told })).toMatchObject({ withdrawals: 0 });
  });

  it("withdraws for each rider what two organisations' clients sent under one id, and tells of one of a rider once", async () => {
    const [id, riders] = [randomUUID(), [await someRider(), await someRider()]];
    const told = riders.map((rider): ToldWithdrawal => {
      const recorded = Date.now() + 60_000;
      const what = { purpose: "range-model", notice: 1, language: "en" };
      return { id, rider, ...what, recorded, effective: Date.now() - 1_000 };
    });
    const before = await Promise.all(riders.map(async (rider) => (await inForce(rider)).length));
    expect(await reapply({ withdrawals: told })).toMatchObject({ withdrawals: 2 });
    const after = await Promise.all(riders.map(async (rider) => (await inForce(rider)).length));
    expect(after).toEqual(before.map((standing) => standing - 1));
    expect(await reapply({ withdrawals: told })).toMatchObject({ withdrawals: 0 });
  });

  it("excludes whatever was purged, has it looked for, and has all projected and told anew", async () => {
    const riderId = await someRider();
    const { owner } = cast.suite;
    const [entry] = await owner.execute<{ position: string }>(
      sql`select position from consent_entries where rider_id = ${riderId}::uuid limit 1`,
    );
    await owner.execute(sql`
      insert into purge_receipts (rider_id, purpose, position, grants, pseudonyms, streams, keys_destroyed, asked_at, begun_at, done_at)
      values (${riderId}::uuid, 'range-model', ${entry?.position}::bigint, '{}', '{purged-then}', '[]', 0, now(), now(), now())`);
    await owner.execute(sql`update told_withdrawals set position = 7`);
    const { purges } = await reapply({});
    expect(purges).toBeGreaterThan(0);
    const one = async (statement: ReturnType<typeof sql>) => (await owner.execute(statement))[0];
    expect(await one(sql`select purpose from purged_pseudonyms where pseudonym = 'purged-then'`)).toEqual({
      purpose: "range-model",
    });
    expect(await one(sql`select count(*)::int from purge_checks_due where due_at <= now()`)).toEqual({
      count: purges,
    });
    expect(await one(sql`select version from whole_projections order by id desc limit 1`)).toEqual({
      version: 0,
    });
    expect(await one(sql`select position::int from told_withdrawals`)).toEqual({ position: 0 });
  });

  it("is for privacy officers and the console", async () => {
    const asking = reapplyErasures(cast.app, nothing, cast.suite.stores);
    await expect(asking).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what is withdrawn", () => {
  it("is told from where it was told last, all of it, and no grants", async () => {
    const riderId = await someRider();
    const session = erasing();
    await session.keepTold((await session.withdrawalsToTell(1_000)).until);
    expect(await session.withdrawalsToTell(1_000)).toMatchObject({ withdrawals: [] });
    const asked = { reason: "asked by letter", evidence: "letter", channel: "letter" } as const;
    const { withdrawals } = await eraseRider(
      ...([cast.officer, { ...asked, id: randomUUID(), riderId }, noRides, cast.suite.stores] as const),
    );
    const first = await session.withdrawalsToTell(1);
    expect(first).toMatchObject({ withdrawals: [{ rider: riderId }], until: withdrawals[0] });
    const all = await session.withdrawalsToTell(1_000);
    expect(all.withdrawals).toHaveLength(withdrawals.length);
    await session.keepTold(all.until);
    await session.keepTold(1);
    expect(await session.withdrawalsToTell(1_000)).toMatchObject({ withdrawals: [], until: all.until });
    await session.close();
  });
});
