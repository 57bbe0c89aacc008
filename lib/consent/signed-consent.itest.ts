import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { mintSignedRider } from "@/lib/riders/mint-signed-rider";
import { checkLedger } from "./check-ledger";
import { listLedger } from "./list-ledger";
import { recordConsent } from "./record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
});
afterAll(() => cast.suite.close());

const stores = () => cast.suite.stores;
const rider = (reference: string, organisationId = cast.fleet.id, scopes = ["consents:write"]) =>
  mintSignedRider({ organisationId, reference, scopes });
const trust = (isRequired: boolean) =>
  cast.suite.owner.execute(sql`
    insert into rider_issuers (organisation_id, issuer, audience, keys_address, claim, is_required)
    values (${cast.fleet.id}, 'https://a.example', 'rides', 'https://a.example/keys', 'sub', ${isRequired})
    on conflict (organisation_id) do update set is_required = excluded.is_required`);
const count = async () =>
  Number((await cast.suite.owner.execute(sql`select count(*) as n from consent_entries`))[0]?.n);
const unsigned = () => {
  const { reference: _, ...rest } = byApp();
  return rest;
};
const needsToken = { code: "unauthenticated", message: expect.stringContaining("Slipstream-Rider") };

describe("what a rider signs", () => {
  it("is nobody's word where the organisation has no issuer", async () => {
    await expect(recordConsent(cast.app, byApp(), stores(), rider("rider-1"))).rejects.toMatchObject(
      needsToken,
    );
    expect(await count()).toBe(0);
  });

  it("is not recorded by a token that is for something else, such as uploads", async () => {
    await trust(false);
    for (const scopes of [[], ["openid", "consents:read"]])
      await expect(
        recordConsent(cast.app, unsigned(), stores(), rider("uploads", cast.fleet.id, scopes)),
      ).rejects.toMatchObject({
        code: "forbidden",
        message: `Slipstream-Rider: expected a token whose scope has consents:write, got ${scopes.join(" ") || "none"}`,
      });
    expect(await count()).toBe(0);
  });

  it("is recorded by that rider, with the client in the audit", async () => {
    await trust(false);
    const recorded = await recordConsent(cast.app, unsigned(), stores(), rider("signs"));
    const riderId = await cast.riderOf(cast.fleet.id, "signs");
    const [entry] = (await listLedger(cast.officer, {}, stores())).entries;
    expect(entry).toMatchObject({
      riderId,
      recordedBy: `rider:${riderId}`,
      evidence: null,
      hash: recorded.hash,
    });
    const [audited] = await cast.suite.owner.execute(
      sql`select actor, subject, details from audit order by id desc limit 1`,
    );
    const client = cast.app.kind === "api-client" ? `api-client:${cast.app.client.id}` : "";
    expect(audited).toMatchObject({
      ...{ actor: `rider:${riderId}`, subject: `rider:${riderId}` },
      details: { client, entry: recorded.position },
    });
    expect(await checkLedger(cast.officer, stores())).toMatchObject({ kind: "whole" });
  });

  it("is of the rider of the token: the same name may stand beside it, another is refused", async () => {
    await recordConsent(cast.app, byApp({ reference: "signs" }), stores(), rider("signs"));
    const before = await count();
    await expect(
      recordConsent(cast.app, byApp({ reference: "another" }), stores(), rider("signs")),
    ).rejects.toMatchObject({
      code: "forbidden",
      message: "rider_id: expected signs, whose token came, got another",
    });
    expect(await count()).toBe(before);
    expect(await cast.riderOf(cast.fleet.id, "another")).toBe("");
  });

  it("is nothing to another organisation's client", async () => {
    await expect(recordConsent(cast.otherApp, unsigned(), stores(), rider("signs"))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("comes again without a second entry, and is a conflict for another rider, who learns nothing of it", async () => {
    const sent = unsigned();
    const first = await recordConsent(cast.app, sent, stores(), rider("again"));
    expect(await recordConsent(cast.app, sent, stores(), rider("again"))).toEqual({ ...first, isNew: false });
    for (const other of [
      sent,
      { ...sent, purpose: "battery-research" as const, decision: "withdrawn" as const },
    ])
      await expect(recordConsent(cast.app, other, stores(), rider("somebody"))).rejects.toMatchObject({
        ...{ code: "conflict", message: "This id was recorded before for somebody else." },
      });
    const changed = { ...sent, decision: "withdrawn" as const };
    await expect(recordConsent(cast.app, changed, stores(), rider("again"))).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("decision: expected granted, got withdrawn") },
    });
    expect(await cast.riderOf(cast.fleet.id, "somebody")).toBe("");
  });
});

describe("a client's key alone", () => {
  it("speaks for riders where an issuer is not required, and must name one", async () => {
    await trust(false);
    expect(await recordConsent(cast.app, byApp({ reference: "named" }), stores())).toMatchObject({
      isNew: true,
    });
    await expect(recordConsent(cast.app, unsigned(), stores())).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("rider_id: expected"),
    });
  });

  it("speaks for nobody where it is required, also for riders whose entries it made before", async () => {
    const sent = byApp({ reference: "before" });
    await recordConsent(cast.app, sent, stores());
    await trust(true);
    const before = await count();
    for (const entry of [
      byApp({ reference: "new" }),
      byApp({ reference: "before", decision: "withdrawn" }),
      sent,
    ])
      await expect(recordConsent(cast.app, entry, stores())).rejects.toMatchObject(needsToken);
    expect(await count()).toBe(before);
    expect(await recordConsent(cast.app, unsigned(), stores(), rider("before"))).toMatchObject({
      isNew: true,
    });
  });

  it("does so elsewhere still, and staff with evidence everywhere", async () => {
    await trust(true);
    expect(await recordConsent(cast.otherApp, byApp(), stores())).toMatchObject({ isNew: true });
    const riderId = await cast.riderOf(cast.fleet.id, "before");
    expect(await recordConsent(cast.officer, byStaff(riderId), stores())).toMatchObject({ isNew: true });
  });
});

describe("the ledger", () => {
  it("takes no entry recorded by one rider for another, not even from its owner", async () => {
    const [signs, again] = [
      await cast.riderOf(cast.fleet.id, "signs"),
      await cast.riderOf(cast.fleet.id, "again"),
    ];
    const entry = (recorder: string) => sql`
      insert into consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, notice_version, language,
        channel, recorded_by)
      values (gen_random_uuid(), ${cast.fleet.id}, ${cast.fleet.id}, ${signs}, 'range-model', 'withdrawn', 1, 'en', 'app',
        ${`rider:${recorder}`})`;
    await expect(cast.suite.owner.execute(entry(again))).rejects.toMatchObject({
      cause: { code: "23514", constraint_name: "consent_by_its_rider" },
    });
    await cast.suite.owner.execute(entry(signs));
  });
});
