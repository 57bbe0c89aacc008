import { asc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { consentEntries } from "@/lib/db/schema-consent";
import { recordConsent } from "./record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const stores = () => cast.suite.stores;
const entries = () => cast.suite.db.select().from(consentEntries).orderBy(asc(consentEntries.position));
const coded = (code: string, ...words: readonly string[]) => ({
  code,
  message: expect.stringMatching(words.join("[\\s\\S]*")),
});
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

const MINUTE_MS = 60_000;

describe("a grant that comes late", () => {
  const grantedAt = (atMs: number, reference: string) =>
    byApp({ reference, decidedAt: new Date(atMs).toISOString() });

  it("is refused behind the withdrawal that the rider made since, and says since when", async () => {
    const late = grantedAt(Date.now() - MINUTE_MS, "late");
    const withdrawn = await recordConsent(
      cast.app,
      byApp({ reference: "late", decision: "withdrawn" }),
      stores(),
    );
    const before = await entries();
    await expect(recordConsent(cast.app, late, stores())).rejects.toMatchObject(
      coded("conflict", "expected a moment after", `got ${late.decidedAt}`),
    );
    expect(await entries()).toEqual(before);
    const since = grantedAt(withdrawn.recordedAtMs + 1, "late");
    expect(await recordConsent(cast.app, since, stores())).toMatchObject({ isNew: true });
  });

  it("is refused behind a withdrawal that was decided after it by a clock ahead of ours", async () => {
    const ahead = byApp({ reference: "ahead", decision: "withdrawn", decidedAt: later(4 * MINUTE_MS) });
    await recordConsent(cast.app, ahead, stores());
    const grant = grantedAt(Date.now() + 3 * MINUTE_MS, "ahead");
    await expect(recordConsent(cast.app, grant, stores())).rejects.toMatchObject(coded("conflict"));
    const riderId = await cast.riderOf(cast.fleet.id, "ahead");
    const byOfficer = byStaff(riderId, { decision: "granted" });
    await expect(recordConsent(cast.officer, byOfficer, stores())).rejects.toMatchObject(coded("conflict"));
  });

  it("is answered with the first entry where that was recorded before the withdrawal, and brings nothing back", async () => {
    const grant = byApp({ reference: "retried" });
    const first = await recordConsent(cast.app, grant, stores());
    await recordConsent(cast.app, byApp({ reference: "retried", decision: "withdrawn" }), stores());
    const before = await entries();
    expect(await recordConsent(cast.app, grant, stores())).toEqual({ ...first, isNew: false });
    expect(await entries()).toEqual(before);
  });

  it("is refused from staff, too, who write down later what the rider said before", async () => {
    const riderId = await cast.riderOf(cast.fleet.id, "retried");
    const letter = byStaff(riderId, { decision: "granted", decidedAt: later(-MINUTE_MS) });
    await expect(recordConsent(cast.officer, letter, stores())).rejects.toMatchObject(coded("conflict"));
    expect(
      await recordConsent(cast.officer, byStaff(riderId, { decision: "granted" }), stores()),
    ).toMatchObject({ isNew: true });
  });

  it("is not kept back by a withdrawal of another purpose or rider", async () => {
    await recordConsent(
      cast.app,
      byApp({ reference: "other", decision: "withdrawn", purpose: "battery-research" }),
      stores(),
    );
    const grant = grantedAt(Date.now() - MINUTE_MS, "other");
    expect(await recordConsent(cast.app, grant, stores())).toMatchObject({ isNew: true });
  });
});

describe("a withdrawal", () => {
  it("says whether a grant stood that it ended, and says the same again", async () => {
    const said = [];
    for (const decision of ["withdrawn", "granted", "granted", "withdrawn", "withdrawn"] as const) {
      const sent = byApp({ reference: "ended", decision });
      const first = await recordConsent(cast.app, sent, stores());
      expect((await recordConsent(cast.app, sent, stores())).ended).toBe(first.ended);
      said.push(first.ended);
    }
    expect(said).toEqual([false, null, null, true, false]);
  });
});

describe("when an entry takes effect", () => {
  it("is when it was recorded, whenever it was decided, and the same again is the same", async () => {
    for (const decision of ["granted", "withdrawn"] as const) {
      const sent = byApp({ reference: "in effect", decision, decidedAt: later(-30 * MINUTE_MS) });
      const recorded = await recordConsent(cast.app, sent, stores());
      expect(recorded.effectiveAtMs).toBe(recorded.recordedAtMs);
      expect(recorded.decidedAtMs).toBe(Date.parse(sent.decidedAt));
      expect(await recordConsent(cast.app, sent, stores())).toEqual({ ...recorded, isNew: false });
    }
  });

  it("staff who name no moment have the one at which it was recorded, also when they send it twice", async () => {
    await recordConsent(cast.app, byApp({ reference: "same" }), stores());
    const sent = byStaff(await cast.riderOf(cast.fleet.id, "same"));
    const recorded = await recordConsent(cast.officer, sent, stores());
    expect(recorded.decidedAtMs).toBe(recorded.recordedAtMs);
    expect(await recordConsent(cast.officer, sent, stores())).toEqual({ ...recorded, isNew: false });
  });
});
