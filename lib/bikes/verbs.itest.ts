import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { UserActor } from "@/lib/domain/actor";
import { BikeId } from "@/lib/domain/packet";
import type { AppError } from "@/lib/errors";
import { assignFleet } from "./assign-fleet";
import { closeCase } from "./cases/close-case";
import { listCases } from "./cases/list-cases";
import { openCase } from "./cases/open-case";
import { decideCorrection } from "./corrections/decide-correction";
import { listCorrections } from "./corrections/list-corrections";
import { proposeCorrection } from "./corrections/propose-correction";
import { endAssignment } from "./end-assignment";
import { getActivation } from "./get-activation";
import { getBikeRecord } from "./get-bike-record";
import { getBikeStory } from "./get-bike-story";
import { listLocationOpenings } from "./list-location-openings";
import { listRiderOrganisations } from "./list-rider-organisations";
import { reinstateBike } from "./reinstate-bike";
import { swapComponent } from "./swap-component";
import { type BikesSuite, EPOCH_MS, hour, openBikesSuite } from "./testing/bikes-suite";
import { transferBike } from "./transfer-bike";
import { voidPeriod } from "./void-period";
import { withdrawBike } from "./withdraw-bike";

let suite: BikesSuite;
let oemId: string;
let fleets: [string, string];
let oem: UserActor;
let other: UserActor;
let support: UserActor;
let steward: UserActor;
let privacy: UserActor;
beforeAll(async () => {
  suite = await openBikesSuite(inject("environment"));
  oemId = await suite.organisation("Veloform", "oem");
  const otherId = await suite.organisation("Kargon", "oem");
  const makerId = await suite.organisation("Maker", "maker");
  fleets = [await suite.organisation("Ried", "fleet"), await suite.organisation("Rheintal", "fleet")];
  oem = await suite.somebody("oem", oemId, "oem");
  other = await suite.somebody("oem", otherId, "oem");
  support = await suite.somebody("support", makerId, "maker");
  steward = await suite.somebody("steward", makerId, "maker");
  privacy = await suite.somebody("privacy", makerId, "maker");
});
afterAll(() => suite.close());

const reason = "as was told";
const at = (hours: number) => EPOCH_MS + hours * 3_600_000;
const stores = () => suite.stores;
const coded = (code: string, words = "") => ({ code, message: expect.stringContaining(words) });

describe("the fleet of a bike", () => {
  const assign = (bikeId: BikeId, fleet: 0 | 1, more: { from?: string; to?: string } = {}) =>
    assignFleet(steward, { bikeId, fleetId: fleets[fleet], reason, ...more }, stores());

  it("is first since ever, then until the next, and its entity says so", async () => {
    const bikeId = await suite.bike("VF-1", oemId);
    await assign(bikeId, 0);
    await assign(bikeId, 1, { from: hour(4) });
    expect((await suite.entity(bikeId)).assignments).toEqual([
      { fleet_id: fleets[0], fleet_name: "Ried", from: null, to: at(4) },
      { fleet_id: fleets[1], fleet_name: "Rheintal", from: at(4), to: null },
    ]);
    await expect(assign(bikeId, 1)).rejects.toMatchObject(coded("conflict", "already"));
    await expect(assign(bikeId, 0, { from: hour(4) })).rejects.toMatchObject(
      coded("conflict", "very moment"),
    );
    await endAssignment(steward, { bikeId, at: hour(9), reason }, stores());
    expect((await suite.entity(bikeId)).assignments[1]?.to).toBe(at(9));
    await expect(endAssignment(steward, { bikeId, at: hour(10), reason }, stores())).rejects.toMatchObject(
      coded("conflict", "in no fleet"),
    );
  });

  it("told late stays until the next that was told; one with an end beyond that is refused", async () => {
    const bikeId = await suite.bike("VF-2", oemId);
    await assign(bikeId, 1, { from: hour(8) });
    await expect(assign(bikeId, 0, { from: hour(2), to: hour(9) })).rejects.toMatchObject(
      coded("conflict", "within"),
    );
    await assign(bikeId, 0, { from: hour(2) });
    expect((await suite.entity(bikeId)).assignments.map(({ from, to }) => [from, to])).toEqual([
      [at(2), at(8)],
      [at(8), null],
    ]);
  });

  it("given twice at once is one fleet's", async () => {
    const bikeId = await suite.bike("VF-3", oemId);
    const answers = await Promise.allSettled([
      assign(bikeId, 0, { from: hour(1) }),
      assign(bikeId, 1, { from: hour(1) }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await suite.entity(bikeId)).assignments).toHaveLength(1);
  });

  it("is not the OEM's to say", async () => {
    const input = { bikeId: BikeId.parse("VF-1"), fleetId: fleets[0], reason };
    await expect(assignFleet(oem, input, stores())).rejects.toMatchObject(coded("forbidden"));
    await expect(assignFleet(steward, { ...input, fleetId: oemId }, stores())).rejects.toMatchObject(
      coded("not-found", "fleet"),
    );
  });
});

describe("the owner of a bike", () => {
  it("changes from a moment on, and the one before stays in its history", async () => {
    const bikeId = await suite.bike("VO-1", oemId);
    const transfer = (reference: string, from: string) =>
      transferBike(support, { bikeId, organisationId: fleets[0], reference, from, reason }, stores());
    await transfer("rider-1", hour(1));
    await transfer("rider-2", hour(5));
    await expect(transfer("rider-2", hour(6))).rejects.toMatchObject(coded("conflict", "already"));
    const owners = async (who: UserActor) =>
      (await getBikeRecord(who, bikeId, stores()))?.owners.map(({ reference, fromMs, toMs }) => [
        reference,
        fromMs,
        toMs,
      ]);
    expect(await owners(support)).toEqual([
      ["rider-2", at(5), null],
      ["rider-1", at(1), at(5)],
    ]);
    expect(await owners(oem)).toEqual([
      [null, at(5), null],
      [null, at(1), at(5)],
    ]);
  });
});

describe("organisations that riders may be of", () => {
  it("are those that are open, told to whoever may say whose a bike is", async () => {
    const closed = await suite.organisation("Gone", "fleet");
    await suite.owner.execute(sql`update organisations set closed_at = now() where id = ${closed}`);
    const names = (await listRiderOrganisations(support, stores())).map(({ name }) => name);
    expect(names).toEqual(["Kargon", "Maker", "Rheintal", "Ried", "Veloform"]);
    await expect(listRiderOrganisations(oem, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("a bike that is withdrawn", () => {
  it("leaves its numbers and components to others, and comes back with them where they are free", async () => {
    const bikeId = await suite.bike("VW-1", oemId, { motor: "VW-M1" });
    const next = await suite.bike("VW-2", oemId);
    await withdrawBike(oem, { bikeId, reason }, stores());
    expect(await suite.entity(bikeId)).toMatchObject({ version: 2, withdrawn: true });
    await expect(withdrawBike(oem, { bikeId, reason }, stores())).rejects.toMatchObject(
      coded("conflict", "already"),
    );
    await reinstateBike(oem, { bikeId, reason }, stores());
    expect(await suite.periods(bikeId, "motor")).toEqual(["VW-M1 [ever, now)"]);
    expect((await suite.entity(bikeId)).withdrawn).toBeUndefined();
    await withdrawBike(oem, { bikeId, reason }, stores());
    await swapComponent(oem, { bikeId: next, kind: "motor", serial: "VW-M1", reason }, stores());
    await expect(reinstateBike(oem, { bikeId, reason }, stores())).rejects.toMatchObject(
      coded("conflict", "was in another bike"),
    );
  });

  it("is not found by others", async () => {
    const bikeId = await suite.bike("VW-3", oemId);
    for (const verb of [withdrawBike, reinstateBike])
      await expect(verb(other, { bikeId, reason }, stores())).rejects.toMatchObject(coded("not-found"));
  });
});

describe("a period that was entered by mistake", () => {
  it("counts no more, stays in the record, and is voided once", async () => {
    const bikeId = await suite.bike("VP-1", oemId, { motor: "VP-M1", module: "VP-T1" });
    const record = await getBikeRecord(oem, bikeId, stores());
    const id = record?.components.find(({ kind }) => kind === "module")?.id ?? 0;
    const input = { bikeId, what: "component" as const, id, reason };
    await expect(voidPeriod(other, input, stores())).rejects.toMatchObject(coded("not-found"));
    await expect(voidPeriod(oem, { ...input, what: "fleet" }, stores())).rejects.toMatchObject(
      coded("forbidden"),
    );
    await expect(voidPeriod(oem, { ...input, id: 1e9 }, stores())).rejects.toMatchObject(coded("not-found"));
    await voidPeriod(oem, input, stores());
    await expect(voidPeriod(oem, input, stores())).rejects.toMatchObject(coded("conflict", "already"));
    expect(await suite.periods(bikeId, "module")).toEqual([]);
    const after = await getBikeRecord(oem, bikeId, stores());
    expect(after?.components.find(({ kind }) => kind === "module")?.voidedAtMs).toBeGreaterThan(0);
    expect((await suite.entity(bikeId)).version).toBe(2);
  });
});

describe("a correction", () => {
  const propose = (bikeId: BikeId, field: string, proposed: string, author = support) =>
    proposeCorrection(author, { bikeId, field, proposed, evidence: "photo of the frame" }, stores());
  const decide = (author: UserActor, id: number, decision: "approve" | "decline" = "approve") =>
    decideCorrection(author, { id, decision, reason }, stores());

  it("that is approved changes the bike, once", async () => {
    const bikeId = await suite.bike("VC-1", oemId);
    const { id } = await propose(bikeId, "frame_number", "AR 26-10482");
    await expect(propose(bikeId, "frame_number", "AR 26-10483")).rejects.toMatchObject(
      coded("conflict", "waiting"),
    );
    expect((await listCorrections(oem, {}, stores())).corrections.map((one) => one.id)).toContain(id);
    await decide(oem, id);
    expect((await getBikeRecord(oem, bikeId, stores()))?.identifiers[0]?.value).toBe("AR 26-10482");
    expect(await suite.entity(bikeId)).toMatchObject({ version: 2, frame_number: "AR 26-10482" });
    for (const author of [oem, steward])
      await expect(decide(author, id, "decline")).rejects.toMatchObject(
        coded("conflict", "approved already"),
      );
  });

  it("decided on by two at once is decided by one", async () => {
    const bikeId = await suite.bike("VC-2", oemId);
    const { id } = await propose(bikeId, "firmware", "4.2.1");
    const answers = await Promise.allSettled([decide(oem, id), decide(steward, id, "decline")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("that is declined leaves the bike as it is", async () => {
    const bikeId = await suite.bike("VC-3", oemId);
    const { id } = await propose(bikeId, "fnuci", "bc4x8h2m9k");
    await decide(steward, id, "decline");
    const record = await getBikeRecord(support, bikeId, stores());
    expect(record?.identifiers.map(({ key }) => key)).toEqual(["frame_number"]);
    expect(record?.corrections).toMatchObject([
      { state: "declined", proposed: "BC4X8H2M9K", decisionReason: reason },
    ]);
  });

  it("is held to the form of what it corrects, to what was there, and to what others have", async () => {
    const [a, b] = [await suite.bike("VC-4", oemId), await suite.bike("VC-5", oemId)];
    for (const [field, text] of [
      ["imei", "356938035643808"],
      ["iccid", "8944"],
      ["fnuci", "SHORT"],
      ["produced_on", "2026-13-01"],
      ["bike_id", "VC-9"],
      ["version", "3"],
    ] as const)
      await expect(propose(a, field, text)).rejects.toMatchObject(coded("invalid"));
    const first = await propose(a, "imei", "356938035643809");
    const second = await propose(b, "imei", "35-693803-564380-9");
    await decide(oem, first.id);
    await expect(decide(oem, second.id)).rejects.toMatchObject(
      coded("conflict", "Another bike has this IMEI"),
    );
    const stale = await propose(a, "firmware", "2.0");
    await suite.owner.execute(sql`update bikes set firmware = '1.9' where bike_id = ${a}`);
    await expect(decide(oem, stale.id)).rejects.toMatchObject(coded("conflict", "expected none, found 1.9"));
    const model = await propose(a, "model", "NOPE");
    await expect(decide(steward, model.id)).rejects.toMatchObject(coded("conflict", "no model NOPE"));
  });

  it("is proposed by support and decided on by the bike's OEM, and nobody else's", async () => {
    const bikeId = await suite.bike("VC-6", oemId);
    await expect(propose(bikeId, "firmware", "1.0", oem)).rejects.toMatchObject(coded("forbidden"));
    const { id } = await propose(bikeId, "firmware", "1.0");
    await expect(decide(support, id)).rejects.toMatchObject(coded("forbidden"));
    const asked = async (number: number) =>
      decide(other, number).catch((fault: AppError) => [fault.code, fault.message]);
    expect(await asked(id)).toEqual(await asked(999_999));
    expect((await listCorrections(other, {}, stores())).corrections).toEqual([]);
  });
});

describe("a case", () => {
  const open = (bikeId: BikeId) =>
    openCase(support, { bikeId, reason: "battery", note: "caller 1" }, stores());

  it("is closed once, by one of two at once, and the story says by whom and how it ended", async () => {
    const bikeId = await suite.bike("VK-1", oemId);
    const { id } = await open(bikeId);
    const close = (author: UserActor, how: string) => closeCase(author, { id, reason: how }, stores());
    const answers = await Promise.allSettled([close(support, "new battery"), close(support, "new battery")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(close(steward, "closed again")).rejects.toMatchObject(coded("conflict", "already"));
    const cases = (await getBikeStory(support, bikeId, stores()))?.filter(({ kind }) => kind === "case");
    expect(cases?.map(({ text, by, reason: why }) => [text, by, why])).toEqual([
      ["Case closed: battery", "The support", "new battery"],
      ["Case opened: battery", "The support", "caller 1"],
    ]);
    const [entry] = await suite.owner.execute(
      sql`select actor, verb, reason from audit where subject = ${`bike:${bikeId}`} and verb = 'close-case'`,
    );
    expect(entry).toEqual({ actor: `user:${support.id}`, verb: "close-case", reason: "new battery" });
  });

  it("of a bike that nobody registered is listed and closed as well", async () => {
    const bikeId = BikeId.parse("VK-NOBODY");
    const { id } = await open(bikeId);
    expect(await listCases(support, bikeId, stores())).toMatchObject([{ id, closedAtMs: null }]);
    await closeCase(support, { id, reason }, stores());
    expect((await listCases(support, bikeId, stores()))[0]?.closedAtMs).toBeGreaterThan(0);
  });

  it("is the maker's support's to close, and nobody else's", async () => {
    const { id } = await open(await suite.bike("VK-2", oemId));
    for (const author of [oem, privacy]) {
      await expect(closeCase(author, { id, reason }, stores())).rejects.toMatchObject(coded("forbidden"));
      await expect(listCases(author, "VK-2", stores())).rejects.toMatchObject(coded("forbidden"));
    }
    await expect(closeCase(support, { id: 1e9, reason }, stores())).rejects.toMatchObject(coded("not-found"));
    await expect(closeCase(support, { id, reason: "no" }, stores())).rejects.toMatchObject(coded("invalid"));
  });
});

describe("the record and story of a bike", () => {
  it("tell what happened, newest first, to each as far as they may know", async () => {
    const bikeId = await suite.bike("VS-1", oemId, { motor: "VS-M1", battery: "VS-B1" });
    await assignFleet(steward, { bikeId, fleetId: fleets[0], reason }, stores());
    await swapComponent(
      oem,
      { bikeId, kind: "motor", serial: "VS-M2", at: hour(6), reason: "motor was loud" },
      stores(),
    );
    await openCase(support, { bikeId, reason: "motor", note: "caller 4711" }, stores());
    await suite.owner.execute(
      sql`insert into location_reasons (user_id, bike_id, reason) values (${support.id}, ${bikeId}, 'stolen, case 4711')`,
    );
    const told = async (who: UserActor) =>
      (await getBikeStory(who, bikeId, stores()))?.map(({ text }) => text);
    const common = [
      "Registered as Trekker 625 of Veloform",
      "Motor VS-M1 replaced by VS-M2",
      "In the fleet of Ried since ever",
      "Battery VS-B1 built in",
      "Motor VS-M1 built in",
    ];
    expect((await told(oem))?.toSorted()).toEqual(common.toSorted());
    expect((await told(steward))?.toSorted()).toEqual([...common, "Case opened: motor"].toSorted());
    expect((await told(support))?.slice(0, 2)).toEqual([
      "Positions opened for 60 minutes",
      "Case opened: motor",
    ]);
    const swap = (await getBikeStory(support, bikeId, stores()))?.find(({ text }) =>
      text.includes("replaced"),
    );
    expect(swap).toMatchObject({ atMs: at(6), by: "The oem", reason: "motor was loud" });
    expect(await getBikeStory(other, bikeId, stores())).toBeNull();
    expect(await getBikeRecord(other, bikeId, stores())).toBeNull();
    expect(await getBikeRecord(oem, "VS-NONE", stores())).toBeNull();
    await expect(getBikeRecord(privacy, bikeId, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("openings of positions", () => {
  it("are listed for privacy officers by bike, person and time, and for nobody else", async () => {
    await suite.owner.execute(sql`
      insert into location_reasons (user_id, bike_id, reason, stated_at)
      values (${support.id}, 'VL-1', 'an old one', ${hour(1)}::timestamptz), (${steward.id}, 'VL-1', 'odd', now())`);
    const list = async (filter: Parameters<typeof listLocationOpenings>[1]) =>
      (await listLocationOpenings(privacy, filter, stores())).openings.map((one) => one.reason);
    expect(await list({ bike: "vl-1" })).toEqual(["odd", "an old one"]);
    expect(await list({ bike: "VL-1", person: "suppo" })).toEqual(["an old one"]);
    expect(await list({ bike: "VL-1", fromMs: at(5) })).toEqual(["odd"]);
    expect(await list({ bike: "VL-1", person: "%" })).toEqual([]);
    expect(await listLocationOpenings(privacy, { bike: "VL-1", limit: 1, skip: 1 }, stores())).toMatchObject({
      total: 2,
    });
    await expect(listLocationOpenings(support, {}, stores())).rejects.toMatchObject(coded("forbidden"));
  });
});

describe("whether a bike can be used", () => {
  const ask = (who: UserActor, identifier: string) => getActivation(who, identifier, stores());

  it("is told by any number of it", async () => {
    const bikeId = await suite.bike("VA-1", oemId, { module: "VA-T-1" });
    await suite.owner.execute(
      sql`update bikes set imei = '490154203237518', fnuci = 'BC4X8H2M9Z' where bike_id = ${bikeId}`,
    );
    for (const text of ["va-1", "F-VA-1", "f va1", "490154 203237518", "BC4X8H2M9Z", "va t1"])
      expect([text, await ask(oem, text)]).toEqual([text, { usable: true, bikeId, reasons: [] }]);
  });

  it("is told of bikes of others in the words of none", async () => {
    await suite.bike("VA-2", oemId);
    expect(await ask(other, "VA-2")).toEqual(await ask(other, "VA-NONE"));
    expect(await ask(other, "VA-2")).toMatchObject({
      usable: false,
      bikeId: null,
      reasons: [{ code: "not-registered" }],
    });
    const client = {
      ...{ id: "c", name: "c", organisationId: oemId, organisationKind: "oem" as const },
      ...{ scopes: ["read" as const], sources: [], bikeIds: [], bikePrefixes: ["VA-9"] },
    };
    expect(await getActivation({ kind: "api-client", client }, "VA-2", stores())).toEqual(
      await ask(other, "VA-NONE"),
    );
  });

  it("says why not: withdrawn, merged, or one of several", async () => {
    const [a, b] = [await suite.bike("VA-3", oemId), await suite.bike("VA-4", oemId)];
    await withdrawBike(oem, { bikeId: a, reason }, stores());
    expect(await ask(oem, "F-VA-3")).toMatchObject({
      usable: false,
      bikeId: a,
      reasons: [{ code: "withdrawn" }],
    });
    await suite.owner.execute(sql`update bikes set merged_into = ${b} where bike_id = ${a}`);
    expect((await ask(oem, a)).reasons).toMatchObject([{ code: "merged", what_to_do: "Use VA-4." }]);
    const twin = await suite.bike("VA-5", other.organisation.id);
    await suite.owner.execute(sql`update bikes set frame_normal = 'FVA4' where bike_id = ${twin}`);
    expect(await ask(support, "F-VA-4")).toMatchObject({ usable: false, reasons: [{ code: "ambiguous" }] });
    expect(await ask(oem, "F-VA-4")).toMatchObject({ usable: true, bikeId: b });
    await suite.owner.execute(sql`update bike_models set retired_at = now() where oem_id = ${oemId}`);
    expect(await ask(oem, b)).toMatchObject({ usable: true, reasons: [{ code: "model-retired" }] });
    await suite.owner.execute(sql`update bike_models set retired_at = null where oem_id = ${oemId}`);
  });
});
