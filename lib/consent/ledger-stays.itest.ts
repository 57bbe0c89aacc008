import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { refusalOf } from "@/lib/db/testing/refusal-of";
import { checkLedger } from "./check-ledger";
import { recordConsent } from "./record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
  for (let n = 1; n <= 3; n += 1)
    await recordConsent(cast.app, byApp({ reference: `rider-${n}` }), cast.suite.stores);
});
afterAll(() => cast.suite.close());

const CHANGES = [
  "update consent_entries set decision = 'withdrawn'",
  "update consent_entries set language = 'de' where position = 99",
  "delete from consent_entries",
  "delete from consent_entries where position = 99",
  "truncate consent_entries",
  "truncate consent_entries, riders cascade",
];

describe("an entry of the ledger", () => {
  it.each(CHANGES)("is changed by no login, which has no right to: %s", async (statement) => {
    for (const db of [cast.suite.db, cast.suite.stores.tenant])
      await expect(db.execute(sql.raw(statement))).rejects.toMatchObject({
        cause: { code: "42501", message: expect.stringContaining("permission denied") },
      });
  });

  it.each(CHANGES)("is changed by no owner, whom a trigger refuses it: %s", async (statement) => {
    await expect(cast.suite.owner.execute(sql.raw(statement))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    expect(await checkLedger(cast.officer, cast.suite.stores)).toMatchObject({ kind: "whole", entries: 3 });
  });

  it.each([
    ["an entry past the function", "insert into consent_entries (purpose) values ('range-model')"],
    ["rows without the trigger", "alter table consent_entries disable trigger all"],
    ["a session without triggers", "set session_replication_role = replica"],
  ])("is written by no login otherwise than by its function: %s", async (_what, statement) => {
    for (const db of [cast.suite.db, cast.suite.stores.tenant])
      expect(await refusalOf(db.execute(sql.raw(statement)))).toBe("42501");
  });

  it("has the number, moment and hashes that the chain gives it, whatever its writer says", async () => {
    await cast.suite.owner.execute(sql`
      insert into consent_entries (position, id, sender_id, organisation_id, rider_id, purpose, decision, notice_version, language,
        channel, recorded_by, recorded_at, previous_hash, hash)
      select 500, gen_random_uuid(), sender_id, organisation_id, rider_id, purpose, decision, 1, 'en', 'app', recorded_by,
        '2001-01-01', 'p', 'h' from consent_entries where position = 1`);
    const [entry] = await cast.suite.owner.execute(sql`
      select position, recorded_at > now() - interval '1 hour' as is_young, effective_at = recorded_at as is_then
      from consent_entries order by position desc limit 1`);
    expect(entry).toEqual({ position: "4", is_young: true, is_then: true });
    expect(await checkLedger(cast.officer, cast.suite.stores)).toMatchObject({ kind: "whole", entries: 4 });
  });

  it.each([
    ["by a person without evidence", "user:x", () => cast.fleet.id, "23514"],
    ["of another organisation's rider", "api-client:x", () => cast.otherFleet.id, "23503"],
  ])("is not taken %s, be it the owner who writes it", async (_what, recordedBy, organisation, code) => {
    const writing = cast.suite.owner.execute(sql`
      insert into consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, notice_version, language, channel,
        recorded_by)
      select gen_random_uuid(), sender_id, ${organisation()}::uuid, rider_id, purpose, decision, 1, 'en', 'app', ${recordedBy}
      from consent_entries where position = 1`);
    expect(await refusalOf(writing)).toBe(code);
  });
});
