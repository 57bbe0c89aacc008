import { randomUUID } from "node:crypto";
import { asc, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { nameOfAuthor } from "@/lib/audit/author";
import { listAudit } from "@/lib/audit/list-audit";
import { consentEntries } from "@/lib/db/schema-consent";
import { checkLedger } from "./check-ledger";
import { recordConsent } from "./record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const stores = () => cast.suite.stores;
const entries = () => cast.suite.db.select().from(consentEntries).orderBy(asc(consentEntries.position));
const entryAt = async (position: number) => (await entries()).find((entry) => entry.position === position);
const coded = (code: string, ...words: readonly string[]) => ({
  code,
  message: expect.stringMatching(words.join("[\\s\\S]*")),
});
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

const MINUTE_MS = 60_000;

describe("a rider's app", () => {
  it("appends what the rider decided, in force from when it was recorded", async () => {
    const sent = byApp({ reference: " new rider ", language: "de" });
    const recorded = await recordConsent(cast.app, sent, stores());
    expect(recorded).toMatchObject({ isNew: true, id: sent.id });
    expect(recorded.effectiveAtMs).toBe(recorded.recordedAtMs);
    expect(Math.abs(recorded.recordedAtMs - Date.now())).toBeLessThan(60_000);
    expect(await entryAt(recorded.position)).toMatchObject({
      ...{ purpose: "range-model", decision: "granted", noticeVersion: 1, language: "de", channel: "app" },
      ...{ organisationId: cast.fleet.id, senderId: cast.fleet.id, evidence: null, hash: recorded.hash },
      riderId: await cast.riderOf(cast.fleet.id, "new rider"),
      recordedBy: cast.app.kind === "api-client" ? `api-client:${cast.app.client.id}` : "",
    });
  });

  it("knows its own organisation's riders only: of two that are called the same each has their own", async () => {
    const [mine, theirs] = [
      await recordConsent(cast.app, byApp({ reference: "same" }), stores()),
      await recordConsent(cast.otherApp, byApp({ reference: "same" }), stores()),
    ];
    const riders = [await entryAt(mine.position), await entryAt(theirs.position)];
    expect(riders.map((entry) => entry?.organisationId)).toEqual([cast.fleet.id, cast.otherFleet.id]);
    expect(riders[0]?.riderId).not.toBe(riders[1]?.riderId);
  });

  it("names no rider by its id, and no evidence", async () => {
    const riderId = await cast.riderOf(cast.fleet.id, "same");
    await expect(recordConsent(cast.app, byStaff(riderId), stores())).rejects.toMatchObject(coded("invalid"));
  });

  it("needs the scope", async () => {
    const reader = cast.client(cast.fleet, ["read", "write"]);
    await expect(recordConsent(reader, byApp(), stores())).rejects.toMatchObject(
      coded("forbidden", "consent"),
    );
  });

  it.each<[Parameters<typeof byApp>[0], ...string[]]>([
    [{ noticeVersion: 7 }, "version 1 in en or de", "version 7 in en"],
    [{ reference: " " }, "reference"],
    [{ reference: "a\ud800" }, "reference"],
    [{ reference: "a\0" }, "reference: expected characters that are seen"],
    [{ id: "1" }, "id"],
    [{ reference: "a\u200bb" }, "reference: expected characters that are seen"],
    [{ decidedAt: "0000-01-01T00:00:00Z" }, "decidedAt: expected a time from 2000"],
    [{ decidedAt: "9999-12-31T23:59:59-14:00" }, "decidedAt: expected a time from 2000"],
    [{ decidedAt: "yesterday" }, "decidedAt: expected a time such as"],
    [{ decidedAt: later(6 * MINUTE_MS) }, "decided_at: expected", "at most 5 min ahead", "got 20"],
    [{ decidedAt: later(-401 * 1_440 * MINUTE_MS) }, "decided_at: expected", "last 400 days", "got 20"],
  ])("is told what is not understood: %j", async (part, ...words) => {
    const before = await entries();
    await expect(recordConsent(cast.app, byApp(part), stores())).rejects.toMatchObject(
      coded("invalid", ...words),
    );
    expect(await entries()).toEqual(before);
  });
});

describe("the key of an app", () => {
  const refused = coded("forbidden", "client that may record consent");

  it("records nothing once it is revoked, or as long as nobody made it", async () => {
    const revoked = await cast.keyed(cast.fleet);
    await recordConsent(revoked, byApp({ reference: "keyed" }), stores());
    const id = revoked.kind === "api-client" ? revoked.client.id : "";
    await cast.suite.owner.execute(sql`update api_clients set revoked_at = now() where id = ${id}`);
    for (const author of [revoked, cast.client(cast.fleet)])
      await expect(recordConsent(author, byApp(), stores())).rejects.toMatchObject(refused);
  });

  it("records nothing for another organisation, nor without the scope, whatever the service believes", async () => {
    const reader = await cast.keyed(cast.fleet, ["read"]);
    const theirs = await cast.keyed(cast.otherFleet);
    if (reader.kind !== "api-client" || theirs.kind !== "api-client") throw new Error("expected clients");
    const believed = { ...reader, client: { ...reader.client, scopes: ["consent" as const] } };
    const moved = { ...theirs, client: { ...theirs.client, organisationId: cast.fleet.id } };
    for (const author of [believed, moved])
      await expect(recordConsent(author, byApp(), stores())).rejects.toMatchObject(refused);
  });
});

describe("staff", () => {
  it("record for a rider that is known, on evidence that the audit has by its hash alone", async () => {
    await recordConsent(cast.app, byApp({ reference: "writes letters" }), stores());
    const riderId = await cast.riderOf(cast.fleet.id, "writes letters");
    const recorded = await recordConsent(cast.officer, byStaff(riderId), stores());
    expect(await entryAt(recorded.position)).toMatchObject({
      ...{ riderId, organisationId: cast.fleet.id, senderId: cast.maker.id },
      ...{ evidence: "letter of 3 November", channel: "letter", decision: "withdrawn" },
    });
    const [audited] = (await listAudit({ kind: "console", command: "t" }, {}, cast.suite.db)).entries;
    expect(audited).toMatchObject({
      ...{
        verb: "record-consent",
        subject: `rider:${riderId}`,
        reason: null,
        actor: nameOfAuthor(cast.officer),
      },
      details: { entry: recorded.position, hash: recorded.hash, decision: "withdrawn" },
    });
  });

  it.each([{ evidence: " " }, { evidence: undefined }, { channel: "app" }])(
    "name their evidence, and how they were reached: not %j",
    async (part) => {
      const riderId = await cast.riderOf(cast.fleet.id, "same");
      const input = { ...byStaff(riderId), ...part };
      await expect(recordConsent(cast.officer, Object(input), stores())).rejects.toMatchObject(
        coded("invalid", Object.keys(part)[0] ?? ""),
      );
    },
  );

  it("are privacy officers of the maker, and nobody else", async () => {
    const riderId = await cast.riderOf(cast.fleet.id, "same");
    const others = [cast.person("support"), cast.person("admin"), cast.person("privacy", cast.fleet)];
    for (const author of [...others, { kind: "console", command: "x" } as const])
      await expect(recordConsent(author, byStaff(riderId), stores())).rejects.toMatchObject(
        coded("forbidden"),
      );
  });

  it("find no rider that nobody named", async () => {
    await expect(recordConsent(cast.officer, byStaff(randomUUID()), stores())).rejects.toMatchObject(
      coded("not-found"),
    );
  });
});

describe("an id that comes again", () => {
  it("is answered with the first entry and appends nothing, also when it comes twenty times at once", async () => {
    const sent = byApp({ reference: "again" });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => recordConsent(cast.app, sent, stores())),
    );
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(answers.map(({ position, hash }) => `${position} ${hash}`)).size).toBe(1);
    expect((await entries()).filter(({ id }) => id === sent.id)).toHaveLength(1);
    const audited = await cast.suite.owner.execute(
      sql`select from audit where details ->> 'hash' = ${answers[0]?.hash ?? ""}`,
    );
    expect(audited).toHaveLength(1);
  });

  it.each([
    [{ purpose: "battery-research" as const }, "purpose: expected range-model, got battery-research"],
    [{ decision: "withdrawn" as const }, "decision: expected granted, got withdrawn"],
    [{ reference: "somebody else" }, "rider: expected again, got somebody else"],
    [{ channel: "web" as const }, "channel: expected app, got web"],
    [{ decidedAt: "2099-01-01T00:00:00Z" }, "decided_at: expected .*, got 2099-01-01"],
  ])("with other content is a conflict that says so, and makes no rider: %j", async (part, words) => {
    const first = byApp({ reference: "again" });
    await recordConsent(cast.app, first, stores());
    const before = await entries();
    await expect(recordConsent(cast.app, { ...first, ...part }, stores())).rejects.toMatchObject(
      coded("conflict", words),
    );
    expect(await entries()).toEqual(before);
    expect(await cast.riderOf(cast.fleet.id, "somebody else")).toBe("");
  });

  it("from another organisation is another's, who learns nothing of the first", async () => {
    const sent = byApp({ reference: "again" });
    const mine = await recordConsent(cast.app, sent, stores());
    const theirs = await recordConsent(cast.otherApp, { ...sent, purpose: "product-research" }, stores());
    expect(theirs).toMatchObject({ isNew: true, position: mine.position + 1 });
  });
});

describe("a rider's name", () => {
  it("is one however its accents were typed", async () => {
    const [typed, composed] = [
      await recordConsent(cast.app, byApp({ reference: "Zoe\u0308" }), stores()),
      await recordConsent(cast.app, byApp({ reference: "Zo\u00eb" }), stores()),
    ];
    expect((await entryAt(typed.position))?.riderId).toBe((await entryAt(composed.position))?.riderId);
    expect(await cast.riderOf(cast.fleet.id, "Zo\u00eb")).not.toBe("");
  });
});

describe("the ledger", () => {
  it("is one chain without gaps, in the order of its moments, however many append at once", async () => {
    const before = (await entries()).length;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        recordConsent(
          index % 2 ? cast.app : cast.otherApp,
          byApp({ reference: `at once ${index}` }),
          stores(),
        ),
      ),
    );
    const after = await entries();
    expect(after.map(({ position }) => position)).toEqual(after.map((_, index) => index + 1));
    expect(after).toHaveLength(before + 20);
    const moments = after.map(({ recordedAt }) => recordedAt.getTime());
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(after.map(({ previousHash }) => previousHash)).toEqual([
      "0".repeat(64),
      ...after.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(await checkLedger(cast.officer, stores())).toMatchObject({ kind: "whole", entries: before + 20 });
  });

  it("has no gap where what was sent could not be kept", async () => {
    const before = (await entries()).length;
    const riderId = await cast.riderOf(cast.fleet.id, "same");
    const taking = cast.suite.owner.transaction(async (transaction) => {
      const within = { maker: transaction, tenant: transaction };
      const { position } = await recordConsent(cast.officer, byStaff(riderId), within);
      throw new Error(`taken back ${position}`);
    });
    await expect(taking).rejects.toThrow(`taken back ${before + 1}`);
    expect(await recordConsent(cast.app, byApp(), stores())).toMatchObject({ position: before + 1 });
  });
});
