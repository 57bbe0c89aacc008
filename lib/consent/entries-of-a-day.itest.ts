import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { CONSENT_ENTRIES_A_DAY } from "@/lib/domain/consent-operation";
import { recordConsent } from "./record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const DAY_SECONDS = 86_400;
const SOON_MS = 60_000;
type Part = Parameters<typeof byApp>[0];

const stores = () => cast.suite.stores;
const record = (part: Part) => recordConsent(cast.app, byApp(part), stores());
/** Decided after whatever was withdrawn by now. */
const grant = (reference: string, part: Part = {}) =>
  record({ reference, decidedAt: new Date(Date.now() + SOON_MS).toISOString(), ...part });
const withdraw = (reference: string, part: Part = {}) =>
  record({ reference, decision: "withdrawn", ...part });

/** As many as a day takes, the last of them a withdrawal. */
async function fill(reference: string, before = 0): Promise<void> {
  for (let taken = before; taken < CONSENT_ENTRIES_A_DAY; taken += 2) {
    await grant(reference);
    await withdraw(reference);
  }
}

const count = async () =>
  Number((await cast.suite.owner.execute(sql`select count(*) as n from consent_entries`))[0]?.n);

/** Lets all entries be so much older, as nobody but the owner of the tables could. */
const letPass = (seconds: number) =>
  cast.suite.owner.transaction(async (transaction) => {
    await transaction.execute(sql`alter table consent_entries disable trigger consent_entries_stay`);
    await transaction.execute(sql`
      update consent_entries set recorded_at = recorded_at - make_interval(secs => ${seconds}),
        effective_at = effective_at - make_interval(secs => ${seconds}), decided_at = decided_at - make_interval(secs => ${seconds})`);
    await transaction.execute(sql`alter table consent_entries enable trigger consent_entries_stay`);
  });

const refused = (got: string) => ({
  code: "rate-limited",
  message: `decision: expected at most 20 entries of a rider for range-model in 24 hours, and beyond them a withdrawal that ends a grant; got ${got}`,
});
const SECOND_GRANT = refused("another grant");
const SECOND_WITHDRAWAL = refused("a withdrawal of what is withdrawn already");

describe("who grants and withdraws in turn", () => {
  it("is refused after twenty entries in a day whatever ends no grant, and told when there is room again", async () => {
    await fill("alternates");
    const before = await count();
    const late = await grant("alternates").catch((fault: unknown) => fault);
    expect(late).toMatchObject(SECOND_GRANT);
    const { retryAfterSeconds } = Object(late).details;
    expect(retryAfterSeconds).toBeGreaterThan(DAY_SECONDS - 120);
    expect(retryAfterSeconds).toBeLessThanOrEqual(DAY_SECONDS);
    await expect(withdraw("alternates")).rejects.toMatchObject(SECOND_WITHDRAWAL);
    expect(await count()).toBe(before);
  });

  it("is refused the same by staff", async () => {
    const riderId = await cast.riderOf(cast.fleet.id, "alternates");
    await expect(recordConsent(cast.officer, byStaff(riderId), stores())).rejects.toMatchObject(
      SECOND_WITHDRAWAL,
    );
  });

  it("goes on for other purposes, and other riders as ever", async () => {
    expect(await grant("alternates", { purpose: "product-research" })).toMatchObject({ isNew: true });
    expect(await grant("another")).toMatchObject({ isNew: true });
  });

  it("may agree again once the first of them is a day old", async () => {
    await letPass(DAY_SECONDS - 120);
    await expect(grant("alternates")).rejects.toMatchObject(SECOND_GRANT);
    await letPass(120);
    expect(await grant("alternates")).toMatchObject({ isNew: true });
    expect(await withdraw("alternates")).toMatchObject({ ended: true });
  });
});

describe("a withdrawal that ends a grant", () => {
  it("is taken however much was recorded before, and what comes after it is not", async () => {
    await withdraw("ends");
    await grant("ends");
    for (let taken = 2; taken < CONSENT_ENTRIES_A_DAY; taken++) await grant("ends");
    await expect(grant("ends")).rejects.toMatchObject(SECOND_GRANT);
    expect(await withdraw("ends")).toMatchObject({ isNew: true, ended: true });
    await expect(withdraw("ends")).rejects.toMatchObject(SECOND_WITHDRAWAL);
    await expect(grant("ends")).rejects.toMatchObject(SECOND_GRANT);
  });
});

describe("an id that comes again", () => {
  it("is answered with the first entry, whatever came after it", async () => {
    const sent = byApp({ reference: "again" });
    const first = await recordConsent(cast.app, sent, stores());
    await withdraw("again");
    await fill("again", 2);
    await expect(grant("again")).rejects.toMatchObject(SECOND_GRANT);
    expect(await recordConsent(cast.app, sent, stores())).toEqual({ ...first, isNew: false });
  });
});
