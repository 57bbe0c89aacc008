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
  "truncate consent_entries cascade",
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
    expect(await checkLedger(cast.officer, cast.suite.stores)).toEqual({
      ...{ kind: "broken", entries: 3, position: 4, fault: "unaudited" },
    });
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

/** An entry as the owner could write it, with one part otherwise. */
const written = (part: string, value: string) => {
  const parts: Record<string, string> = {
    ...{
      purpose: "'p'",
      decision: "'withdrawn'",
      decided_at: "now()",
      effective_at: "now()",
      notice_version: "1",
    },
    ...{ language: "'en'", channel: "'app'", recorded_by: "'api-client:x'", evidence: "null" },
  };
  parts[part] = value;
  return cast.suite.owner.execute(
    sql.raw(`insert into consent_entries (id, sender_id, organisation_id, rider_id, ${Object.keys(parts).join()})
      select gen_random_uuid(), sender_id, organisation_id, rider_id, ${Object.values(parts).join()}
      from consent_entries where position = 1`),
  );
};

describe("no entry has", () => {
  it.each([
    ["effective_at", "'-infinity'"],
    ["effective_at", "'1999-12-31T23:59:59Z'"],
    ["decided_at", "'infinity'"],
    ["decided_at", "'-infinity'"],
    ["decided_at", "now() + interval '6 minutes'"],
    ["decided_at", "now() - interval '401 days'"],
    ["purpose", "repeat('x', 65)"],
    ["notice_version", "0"],
    ["language", "repeat('x', 36)"],
    ["channel", "repeat('x', 33)"],
    ["channel", "'letter'"],
    ["recorded_by", "'api-client:' || repeat('x', 70)"],
    ["evidence", "'a client has none'"],
  ])("out of bounds: %s %s", async (part, value) => {
    expect(await refusalOf(written(part, value))).toBe("23514");
  });

  it.each([
    ["a grant that takes effect in another age", "'infinity'"],
    ["one that does a day too late", "'2100-01-01T00:00:00Z'"],
  ])("%s", async (_what, value) => {
    const granted =
      sql.raw(`insert into consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision,
        effective_at, notice_version, language, channel, recorded_by)
      select gen_random_uuid(), sender_id, organisation_id, rider_id, purpose, 'granted', ${value}, 1, 'en', 'app', recorded_by
      from consent_entries where position = 1`);
    expect(await refusalOf(cast.suite.owner.execute(granted))).toBe("23514");
  });

  it("evidence without an end, be it recorded by a person", async () => {
    const long =
      sql.raw(`insert into consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision,
        notice_version, language, channel, recorded_by, evidence)
      select gen_random_uuid(), sender_id, organisation_id, rider_id, purpose, 'withdrawn', 1, 'en', 'letter', 'user:x',
        repeat('x', 501) from consent_entries where position = 1`);
    expect(await refusalOf(cast.suite.owner.execute(long))).toBe("23514");
  });
});

describe("a rider", () => {
  it.each([
    "reference = 'somebody else'",
    `organisation_id = (select id from organisations where kind = 'maker')`,
  ])("stays who the organisation said it is, for all logins: %s", async (change) => {
    const renaming = sql.raw(`update riders set ${change} where reference = 'rider-1'`);
    for (const db of [cast.suite.owner, cast.suite.db, cast.suite.stores.tenant])
      expect(await refusalOf(db.execute(renaming))).toBe("42501");
    expect(await cast.riderOf(cast.fleet.id, "rider-1")).not.toBe("");
  });

  it("has a reference that can be seen as the database takes it, character by character as the service does", async () => {
    const unseen = Array.from({ length: 0x10ffff }, (_, at) => at + 1)
      .filter((at) => /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u.test(String.fromCodePoint(at)))
      .map((at) => `a${String.fromCodePoint(at)}b`);
    const taken: string[] = [];
    for (const reference of [...unseen, "Zoe\u0308", "", "x".repeat(121)]) {
      const naming = sql`insert into riders (organisation_id, reference) values (${cast.fleet.id}, ${reference})`;
      if ((await refusalOf(cast.suite.owner.execute(naming))) !== "23514") taken.push(reference);
    }
    expect(taken).toEqual([]);
  });
});
