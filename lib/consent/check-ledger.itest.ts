import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { MasterData } from "@/lib/audit/as-author";
import type { LedgerVerdict } from "./check-ledger";
import { checkLedger } from "./check-ledger";
import { recordConsent } from "./record-consent";
import { byApp, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const UNDONE = new Error("undone");

/** What the check says of a ledger that somebody changed who can switch triggers off; the change is undone. */
async function verdictAfter(statement: string, then?: (stores: MasterData) => Promise<unknown>) {
  let verdict: LedgerVerdict | null = null;
  const tampering = cast.suite.owner.transaction(async (transaction) => {
    await transaction.execute(sql.raw("alter table consent_entries disable trigger user"));
    await transaction.execute(sql.raw("delete from purges_due"));
    await transaction.execute(sql.raw(statement));
    const within = { maker: transaction, tenant: transaction };
    await transaction.execute(sql.raw("alter table consent_entries enable trigger user"));
    await then?.(within);
    verdict = await checkLedger(cast.officer, within);
    throw UNDONE;
  });
  await tampering.catch((fault: unknown) => {
    if (fault !== UNDONE) throw fault;
  });
  return verdict;
}

describe("the check of the ledger", () => {
  it("finds one that nothing was written in whole", async () => {
    const verdict = await checkLedger({ kind: "console", command: "t" }, cast.suite.stores);
    expect(verdict).toEqual({ kind: "whole", entries: 0, lastHash: "0".repeat(64) });
  });

  it("finds what was appended whole, and says where it ends", async () => {
    for (let n = 1; n <= 8; n += 1)
      await recordConsent(cast.app, byApp({ reference: `rider-${n}` }), cast.suite.stores);
    const last = await recordConsent(cast.app, byApp({ decision: "withdrawn" }), cast.suite.stores);
    const verdict = await checkLedger(cast.person("admin"), cast.suite.stores);
    expect(verdict).toEqual({ kind: "whole", entries: 9, lastHash: last.hash });
  });

  it.each([
    ["update consent_entries set decision = 'withdrawn' where position = 4", 4, "changed"],
    [
      "update consent_entries set effective_at = effective_at + interval '1 millisecond' where position = 1",
      1,
      "changed",
    ],
    ["update consent_entries set notice_version = 2 where position = 9", 9, "changed"],
    [
      "update consent_entries set rider_id = (select rider_id from consent_entries where position = 2) where position = 3",
      3,
      "changed",
    ],
    ["delete from consent_entries where position = 3", 3, "missing"],
    ["delete from consent_entries where position = 1", 1, "missing"],
    ["delete from consent_entries where position > 7", 8, "missing"],
    ["delete from consent_entries", 1, "missing"],
    [
      "update consent_entries set language = 'de' where position = 3; update consent_entries e set hash = consent_hash(e) where position = 3",
      4,
      "unlinked",
    ],
    [
      "update consent_entries set language = 'de' where position = 9; update consent_entries e set hash = consent_hash(e) where position = 9",
      9,
      "changed",
    ],
  ] as const)("names the first place that does not fit: %s", async (statement, position, fault) => {
    expect(await verdictAfter(statement)).toEqual({
      kind: "broken",
      entries: position - 1,
      position,
      fault,
    });
  });

  it.each([
    [
      "update consent_entries set language = 'de' where position = 9; update consent_entries e set hash = consent_hash(e) where position = 9",
      "changed",
    ],
    ["delete from consent_entries where position = 9", "changed"],
  ] as const)("finds what was tampered with before others appended to it: %s", async (statement, fault) => {
    const append = (stores: MasterData) => recordConsent(cast.app, byApp({ reference: "after" }), stores);
    expect(await verdictAfter(statement, append)).toEqual({
      ...{ kind: "broken", entries: 8, position: 9, fault },
    });
  });

  it.each([
    ['{"entry": 5, "hash": "00"}', { kind: "broken", entries: 4, position: 5, fault: "changed" }],
    ['{"entry": 99, "hash": "00"}', { kind: "broken", entries: 9, position: 99, fault: "missing" }],
    ['{"entry": "five", "hash": "00"}', { kind: "unreadable", auditId: expect.any(Number) }],
    ['{"entry": 5}', { kind: "unreadable", auditId: expect.any(Number) }],
    ['{"entry": 1e300, "hash": "00"}', { kind: "unreadable", auditId: expect.any(Number) }],
    ["[]", { kind: "unreadable", auditId: expect.any(Number) }],
  ])("names a row of the audit that tells of another ledger, or none: %s", async (details, verdict) => {
    const forged = `insert into audit (actor, verb, subject, details) values ('user:x', 'record-consent', 'rider:x', '${details}')`;
    expect(await verdictAfter(forged)).toEqual(verdict);
  });

  it("is for privacy officers and administrators of the maker, and the console", async () => {
    for (const author of [cast.person("support"), cast.person("privacy", cast.fleet), cast.app])
      await expect(checkLedger(author, cast.suite.stores)).rejects.toMatchObject({ code: "forbidden" });
  });
});
