import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { createClient } from "@/lib/clients/create-client";
import { revokeClient } from "@/lib/clients/revoke-client";
import { clientForKey } from "@/lib/clients/verify-key";
import { audit, locationReasons, organisations, users } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";
import type { Registration } from "@/lib/domain/registration";
import type { AskRegistration } from "./ask-registration";
import { stateLocationReason } from "./state-location-reason";
import { visibleBikes } from "./visible-bikes";
import { visibleRanges } from "./visible-ranges";

const author: Author = { kind: "console", command: "test" };
const range = { fromMs: Date.UTC(2024, 0, 1), toMs: Date.UTC(2024, 0, 2) };

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
const ids: Partial<Record<OrganisationKind, string>> = {};
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  for (const kind of ["maker", "fleet", "oem"] as const) {
    const [row] = await suite.db.insert(organisations).values({ name: kind, kind }).returning();
    if (row) ids[kind] = row.id;
  }
  const client = {
    name: "app",
    organisation: "fleet",
    sources: ["app" as const],
    bikes: ["DCU-*", "LI-000123"],
  };
  await createClient(author, { ...client, scopes: ["write"] }, suite.db);
});
afterAll(() => suite.close());

async function user(kind: OrganisationKind, ...roles: Role[]): Promise<UserActor> {
  const organisation = { id: ids[kind] ?? "", name: kind, kind };
  const email = `${crypto.randomUUID()}@x.example`;
  const made = { organisationId: organisation.id, email, name: "P" };
  const [row] = await suite.db.insert(users).values(made).returning();
  return { kind: "user", id: row?.id ?? "", name: "P", email, organisation, roles };
}

/** Registrations by bike, as states have them. */
const registrations = new Map<string, Registration>();
const registered: AskRegistration = async (bikeId) => registrations.get(bikeId) ?? null;
function register(bikeId: string, ...assignments: Registration["assignments"]): void {
  registrations.set(bikeId, { version: 1, withdrawn: false, oem_id: "o", model_id: "m", assignments });
}

const seen = async (actor: UserActor, bikeId: string) =>
  (await visibleRanges(actor, bikeId, range, registered, suite.db)).map(({ positions, fromMs, toMs }) => [
    fromMs,
    toMs,
    positions,
  ]);
const ALL = [[range.fromMs, range.toMs, true]];
const WITHOUT_POSITIONS = [[range.fromMs, range.toMs, false]];

describe("what of a bike somebody sees", () => {
  it.each([
    ["maker", "operator", "LI-000999", ALL],
    ["maker", "platform", "LI-000999", ALL],
    ["maker", "admin", "LI-000999", ALL],
    ["maker", "support", "LI-000999", WITHOUT_POSITIONS],
    ["maker", "analyst", "LI-000999", []],
    ["maker", "privacy", "LI-000999", []],
    ["maker", "oem", "LI-000999", []],
    ["fleet", "operator", "DCU-000001", ALL],
    ["fleet", "operator", "LI-000123", ALL],
    ["fleet", "operator", "LI-000124", []],
    ["fleet", "admin", "LI-000999", []],
    ["fleet", "support", "DCU-000001", WITHOUT_POSITIONS],
    ["fleet", "analyst", "DCU-000001", []],
    ["fleet", "privacy", "DCU-000001", []],
    ["oem", "oem", "DCU-000001", []],
    ["oem", "operator", "LI-000123", []],
  ] as const)("%s %s, %s: %j", async (kind, role, bikeId, expected) => {
    expect(await seen(await user(kind, role), bikeId)).toEqual(expected);
  });

  it("follows the clients that an organisation has now", async () => {
    const oem = await user("oem", "oem");
    const rights = { scopes: ["read" as const], sources: [], bikes: ["VF-*"] };
    const { id } = await createClient(author, { name: "vf", organisation: "oem", ...rights }, suite.db);
    expect(await seen(oem, "VF-000001")).toEqual(ALL);
    expect((await visibleBikes(oem, suite.db)).bikes).toEqual({
      fleetIds: [],
      bikeIds: [],
      bikePrefixes: ["VF-"],
      onlyBound: false,
    });
    await revokeClient(author, { id, reason: "over" }, suite.db);
    expect(await seen(oem, "VF-000001")).toEqual([]);
  });

  it("is for a client what it is bound to, and needs scope read", async () => {
    const common = { organisation: "fleet", sources: ["app" as const], bikes: ["DCU-0001*"] };
    const made = [];
    for (const scope of ["read", "write"] as const) {
      const { key } = await createClient(author, { name: scope, scopes: [scope], ...common }, suite.db);
      const client = await clientForKey(key, suite.db);
      if (client) made.push({ kind: "api-client" as const, client });
    }
    const counts = [];
    for (const actor of made)
      for (const bikeId of ["DCU-000101", "DCU-000201"])
        counts.push((await visibleRanges(actor, bikeId, range, registered, suite.db)).length);
    expect(counts).toEqual([1, 0, 0, 0]);
  });
});

describe("a registered bike", () => {
  const HOUR_MS = 3_600_000;
  const noon = range.fromMs + 12 * HOUR_MS;
  const fleet = () => ids.fleet ?? "";

  it("is seen by its fleet while it is theirs, whatever its id, and by no other for its id", async () => {
    const operator = await user("fleet", "operator");
    register("LI-000500", { fleet_id: fleet(), from: null, to: null });
    register("DCU-000500", { fleet_id: "another", from: null, to: null });
    register("DCU-000501");
    expect(await seen(operator, "LI-000500")).toEqual(ALL);
    expect(await seen(operator, "DCU-000500")).toEqual([]);
    expect(await seen(operator, "DCU-000501")).toEqual([]);
    expect(await seen(await user("maker", "operator"), "DCU-000500")).toEqual(ALL);
  });

  it("shows its fleet the stretches of its own, and not what lies between", async () => {
    register(
      "LI-000501",
      { fleet_id: fleet(), from: null, to: noon - HOUR_MS },
      { fleet_id: "another", from: noon - HOUR_MS, to: noon },
      { fleet_id: fleet(), from: noon, to: noon + HOUR_MS },
      { fleet_id: fleet(), from: range.toMs, to: null },
    );
    expect(await seen(await user("fleet", "operator"), "LI-000501")).toEqual([
      [range.fromMs, noon - HOUR_MS, true],
      [noon, noon + HOUR_MS, true],
    ]);
  });

  it("shows what a module reported under another's id while it was there, and leaves out what went to others", async () => {
    const registration = { version: 1, withdrawn: false, oem_id: "o", model_id: "m" };
    registrations.set("LI-000508", {
      ...registration,
      assignments: [{ fleet_id: fleet(), from: noon - 2 * HOUR_MS, to: null }],
      readings_in: [{ reported_as: "LI-000509", from: null, to: noon }],
      readings_out: [{ bike_id: "LI-000509", from: noon - HOUR_MS, to: noon }],
    });
    const parts = async (actor: UserActor) =>
      (await visibleRanges(actor, "LI-000508", range, registered, suite.db)).map((part) => [
        part.of,
        part.bikeId,
        part.source,
        part.fromMs,
        part.toMs,
      ]);
    expect(await parts(await user("maker", "operator"))).toEqual([
      ["LI-000508", "LI-000508", "app", range.fromMs, range.toMs],
      ["LI-000508", "LI-000508", "iot", range.fromMs, noon - HOUR_MS],
      ["LI-000508", "LI-000508", "iot", noon, range.toMs],
      ["LI-000508", "LI-000509", "iot", range.fromMs, noon],
    ]);
    expect(await parts(await user("fleet", "operator"))).toEqual([
      ["LI-000508", "LI-000508", "app", noon - 2 * HOUR_MS, range.toMs],
      ["LI-000508", "LI-000508", "iot", noon - 2 * HOUR_MS, noon - HOUR_MS],
      ["LI-000508", "LI-000508", "iot", noon, range.toMs],
      ["LI-000508", "LI-000509", "iot", noon - 2 * HOUR_MS, noon],
    ]);
    expect(await parts(await user("oem", "oem"))).toEqual([]);
  });

  it("that was theirs at another time is known to them, and shows nothing of this one", async () => {
    register("LI-000507", { fleet_id: fleet(), from: range.toMs, to: null });
    const [only, ...more] = await seen(await user("fleet", "operator"), "LI-000507");
    expect([only?.[0], more]).toEqual([only?.[1], []]);
  });

  it("that was withdrawn is the maker's alone", async () => {
    const withdrawn = { version: 2, withdrawn: true, oem_id: "o", model_id: "m", assignments: [] };
    registrations.set("DCU-000502", withdrawn);
    expect(await seen(await user("fleet", "operator"), "DCU-000502")).toEqual([]);
    expect(await seen(await user("maker", "operator"), "DCU-000502")).toEqual(ALL);
  });

  it.each([
    ["fleet", "DCU-0005*", ["DCU-000503", "DCU-000504"]],
    ["maker", "DCU-000503", ["DCU-000503"]],
    ["oem", "DCU-0005*", ["DCU-000504"]],
  ] as const)("is read by a client of the %s bound to %s", async (organisation, binding, readable) => {
    register("DCU-000503", { fleet_id: fleet(), from: null, to: null });
    const common = { organisation, sources: [], bikes: [binding], scopes: ["read" as const] };
    const { key } = await createClient(author, { name: `reader ${binding}`, ...common }, suite.db);
    const client = await clientForKey(key, suite.db);
    if (!client) throw new Error("the client that was made is not there");
    const found = [];
    for (const bikeId of ["DCU-000503", "DCU-000504", "LI-000500"]) {
      const ranges = await visibleRanges({ kind: "api-client", client }, bikeId, range, registered, suite.db);
      if (ranges.length > 0) found.push(bikeId);
    }
    expect(found).toEqual(readable);
  });
});

describe("the reason to locate", () => {
  it("opens one bike to one supporter, and is in the audit", async () => {
    const [supporter, colleague] = [await user("maker", "support"), await user("maker", "support")];
    await stateLocationReason(
      supporter,
      { bikeId: "LI-000001", reason: "stolen, caller 4711" },
      registered,
      suite.db,
    );
    expect(await seen(supporter, "LI-000001")).toEqual(ALL);
    expect(await seen(supporter, "LI-000002")).toEqual(WITHOUT_POSITIONS);
    expect(await seen(colleague, "LI-000001")).toEqual(WITHOUT_POSITIONS);
    expect((await visibleBikes(supporter, suite.db)).positions).toBe(false);
    expect(await suite.db.select().from(audit)).toContainEqual(
      expect.objectContaining({
        actor: `user:${supporter.id}`,
        verb: "state-location-reason",
        subject: "bike:LI-000001",
        reason: "stolen, caller 4711",
      }),
    );
  });

  it("ends after 60 minutes", async () => {
    const supporter = await user("maker", "support");
    const statedAt = new Date(Date.now() - 61 * 60_000);
    const stated = { userId: supporter.id, bikeId: "LI-000001", reason: "an hour ago", statedAt };
    await suite.db.insert(locationReasons).values(stated);
    expect(await seen(supporter, "LI-000001")).toEqual(WITHOUT_POSITIONS);
  });

  it("is refused without words, from other roles, and for bikes of others", async () => {
    const state = async (actor: UserActor, bikeId: string, reason: string) =>
      stateLocationReason(actor, { bikeId, reason }, registered, suite.db);
    const fleet = await user("fleet", "support");
    await expect(state(fleet, "DCU-000001", "  x  ")).rejects.toMatchObject({ code: "invalid" });
    await expect(state(fleet, "LI-000999", "stolen bike")).rejects.toMatchObject({ code: "forbidden" });
    await expect(state(await user("maker", "analyst"), "DCU-000001", "stolen bike")).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
