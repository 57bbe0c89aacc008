import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { consentsOf } from "./consents-of";
import { findRiders } from "./find-riders";
import { listLedger } from "./list-ledger";
import { type RecordedConsent, recordConsent } from "./record-consent";
import { byApp, byStaff, type ConsentSuite, openConsentSuite } from "./testing/consent-suite";

let cast: ConsentSuite;
let riderId = "";
let granted: RecordedConsent;
let withdrawn: RecordedConsent;
beforeAll(async () => {
  cast = await openConsentSuite(inject("environment"));
  const record = (...[author, input]: Parameters<typeof recordConsent>) =>
    recordConsent(author, input, cast.suite.stores);
  granted = await record(cast.app, byApp());
  await record(cast.app, byApp({ purpose: "battery-research" }));
  await record(cast.otherApp, byApp());
  riderId = await cast.riderOf(cast.fleet.id, "rider-1");
  withdrawn = await record(cast.officer, byStaff(riderId));
});
afterAll(() => cast.suite.close());

const positions = async (...[input]: [Parameters<typeof listLedger>[1]?]) =>
  (await listLedger(cast.officer, input, cast.suite.stores)).entries.map(({ position }) => position);

describe("the list of the ledger", () => {
  it("has the newest first, each with who decided what, how, and who recorded it", async () => {
    const { entries, olderThan } = await listLedger(cast.officer, {}, cast.suite.stores);
    expect(olderThan).toBeNull();
    expect(entries.map(({ position }) => position)).toEqual([4, 3, 2, 1]);
    expect(entries[0]).toMatchObject({
      ...{ riderId, reference: "rider-1", organisation: "Ried Rental", purpose: "range-model" },
      ...{ decision: "withdrawn", language: "de", channel: "letter", evidence: "letter of 3 November" },
      recordedAtMs: withdrawn.recordedAtMs,
    });
  });

  it("is narrowed by a rider, by their id or by what apps call them, and by purpose", async () => {
    expect(await positions({ rider: riderId })).toEqual([4, 2, 1]);
    expect(await positions({ rider: "rider-1" })).toEqual([4, 3, 2, 1]);
    expect(await positions({ rider: "rider" })).toEqual([]);
    expect(await positions({ purpose: "battery-research" })).toEqual([2]);
    expect(await positions({ rider: riderId, purpose: "range-model" })).toEqual([4, 1]);
  });

  it("comes page by page, without leaving one out while others are appended", async () => {
    const first = await listLedger(cast.officer, { limit: 2 }, cast.suite.stores);
    expect(first.olderThan).toBe(3);
    expect(await positions({ limit: 2, before: first.olderThan ?? 0 })).toEqual([2, 1]);
  });

  it("is for privacy officers and administrators of the maker", async () => {
    expect((await listLedger(cast.person("admin"), {}, cast.suite.stores)).entries).toHaveLength(4);
    for (const author of [cast.person("support"), cast.person("privacy", cast.fleet), cast.app])
      await expect(listLedger(author, {}, cast.suite.stores)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what a rider agreed to", () => {
  it("is told for every purpose, with what is in force now and all that was decided", async () => {
    const consents = await consentsOf(cast.officer, { riderId }, cast.suite.stores);
    expect(
      consents.map(({ purpose, inForce, history }) => [purpose, inForce?.position ?? null, history.length]),
    ).toEqual([
      ["product-research", null, 0],
      ["range-model", null, 2],
      ["battery-research", 2, 1],
      ["planning-aggregates", null, 0],
    ]);
  });

  it("is told of a moment that has been, too", async () => {
    const at = async (atMs: number) =>
      (await consentsOf(cast.officer, { riderId, atMs }, cast.suite.stores)).find(
        ({ purpose }) => purpose === "range-model",
      )?.inForce?.position ?? null;
    expect(await at(granted.effectiveAtMs - 1)).toBeNull();
    expect(await at(granted.effectiveAtMs)).toBe(1);
    expect(await at(withdrawn.effectiveAtMs)).toBeNull();
  });

  it("support may see to tell the rider, and whose riders are called so", async () => {
    const support = cast.person("support");
    expect(await consentsOf(support, { riderId }, cast.suite.stores)).toHaveLength(4);
    const found = await findRiders(support, { rider: "rider-1" }, cast.suite.stores);
    expect(found.map(({ organisation }) => organisation)).toEqual(["Ried Rental", "Unterland Kurier"]);
    expect(await findRiders(support, { rider: riderId }, cast.suite.stores)).toEqual([
      { id: riderId, reference: "rider-1", organisation: "Ried Rental" },
    ]);
    // Called by another's id, a rider is found by its own alone.
    const alias = { reference: riderId, decidedAt: new Date().toISOString() };
    await recordConsent(cast.otherApp, byApp(alias), cast.suite.stores);
    expect((await findRiders(support, { rider: riderId }, cast.suite.stores)).map(({ id }) => id)).toEqual([
      riderId,
    ]);
    const unknown = randomUUID();
    await recordConsent(cast.otherApp, byApp({ reference: unknown }), cast.suite.stores);
    expect(await findRiders(support, { rider: unknown }, cast.suite.stores)).toMatchObject([
      { reference: unknown },
    ]);
    for (const author of [cast.person("operator"), cast.person("privacy", cast.fleet), cast.app]) {
      await expect(consentsOf(author, { riderId }, cast.suite.stores)).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(findRiders(author, { rider: "x" }, cast.suite.stores)).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});
