import { setTimeout as pause } from "node:timers/promises";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { listAudit } from "@/lib/audit/list-audit";
import { listVerbs } from "@/lib/audit/list-verbs";
import { verifyChain } from "@/lib/audit/verify-chain";
import { createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/list-clients";
import { revokeClient } from "@/lib/clients/revoke-client";
import { rotateClient } from "@/lib/clients/rotate-client";
import { clientForKey } from "@/lib/clients/verify-key";
import { apiClients, audit, organisations } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import type { Role } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { changePassword } from "./change-password";
import { changeRoles } from "./change-roles";
import { closeOrganisation } from "./close-organisation";
import { createOrganisation } from "./create-organisation";
import { createUser } from "./create-user";
import { currentUser } from "./current-user";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { inviteUser } from "./invite-user";
import { listOrganisations } from "./list-organisations";
import { listUsers } from "./list-users";
import { renameOrganisation } from "./rename-organisation";
import { reopenOrganisation } from "./reopen-organisation";
import { resetPassword } from "./reset-password";
import { signInExternal } from "./sign-in-external";
import { signInWithPassword } from "./sign-in-with-password";
import { whosePassword } from "./whose-password";

const consoleAuthor: Author = { kind: "console", command: "test" };
const reason = "case 12";
const NOBODY = "00000000-0000-4000-8000-000000000000";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
let admin: Author;
let adminId: string;
let next = 0;
const fresh = () => `person-${next++}@x.example`;
const invite = (roles: Role[] = ["operator"], organisation = "Maker", email = fresh()) =>
  inviteUser(consoleAuthor, { email, name: `Person ${email}`, organisation, roles }, suite.db);
const asAuthor = async (id: string): Promise<Author> => {
  const user = await currentUser(id, suite.db);
  if (!user) throw new Error("Expected a user.");
  return user;
};
const lastEntry = async () => (await suite.db.select().from(audit).orderBy(desc(audit.id)).limit(1))[0];
const signIn = (email: string, password: string) =>
  signInWithPassword({ email, password, address: `10.2.0.${next++}` }, suite.db);

beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await createOrganisation(consoleAuthor, { name: "Maker", kind: "maker" }, suite.db);
  await createOrganisation(consoleAuthor, { name: "Fleet", kind: "fleet" }, suite.db);
  adminId = (await invite(["admin"])).id;
  admin = await asAuthor(adminId);
});
afterAll(() => suite.close());

describe("people", () => {
  it("sign in with the first password they are told, which is kept and audited nowhere", async () => {
    const email = fresh();
    const { id, password } = await invite(["support"], "Fleet", email);
    expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
    expect(await signIn(email, password)).toEqual({ kind: "signed-in", userId: id });
    expect(JSON.stringify(await suite.db.select().from(audit))).not.toContain(password);
  });

  it("have their roles changed at once, with what they were and why in the audit", async () => {
    const { id } = await invite(["operator", "support"]);
    await currentUser(id, suite.db);
    await changeRoles(admin, { id, roles: ["steward", "support"], reason }, suite.db);
    expect((await currentUser(id, suite.db))?.roles.toSorted()).toEqual(["steward", "support"]);
    const entry = await lastEntry();
    expect(entry).toMatchObject({
      actor: `user:${adminId}`,
      verb: "change-roles",
      subject: `user:${id}`,
      reason,
      details: { before: ["operator", "support"], after: ["steward", "support"] },
    });
    await changeRoles(admin, { id, roles: ["support", "steward"], reason }, suite.db);
    expect((await lastEntry())?.id).toBe(entry?.id);
  });

  it("never lose their last administrator, and nobody their own office", async () => {
    await expect(
      changeRoles(admin, { id: adminId, roles: ["operator"], reason }, suite.db),
    ).rejects.toMatchObject({
      code: "invalid",
    });
    const byConsole = changeRoles(consoleAuthor, { id: adminId, roles: ["operator"], reason }, suite.db);
    await expect(byConsole).rejects.toMatchObject({ code: "conflict" });
    const other = await invite(["admin"], "Fleet");
    const besideOne = changeRoles(consoleAuthor, { id: adminId, roles: ["operator"], reason }, suite.db);
    await expect(besideOne).rejects.toMatchObject({ code: "conflict" });
    await changeRoles(admin, { id: other.id, roles: ["operator"], reason }, suite.db);
  });

  it("lose even the last one at the console, where the next is made", async () => {
    await disableUser(consoleAuthor, { id: adminId, reason }, suite.db);
    await enableUser(consoleAuthor, { id: adminId, reason }, suite.db);
    const { users } = await listUsers(consoleAuthor, { role: "admin", access: "enabled" }, suite.db);
    expect(users.map(({ id }) => id)).toEqual([adminId]);
  });

  it("keep one of two administrators who would end each other's office at the same moment", async () => {
    const second = (await invite(["admin"])).id;
    const ended = await Promise.allSettled([
      changeRoles(admin, { id: second, roles: ["operator"], reason }, suite.db),
      disableUser(await asAuthor(second), { id: adminId, reason }, suite.db),
    ]);
    expect(ended.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { users } = await listUsers(consoleAuthor, { role: "admin", access: "enabled" }, suite.db);
    expect(users).toHaveLength(1);
    const left = users[0]?.id ?? "";
    if (left !== adminId) await enableUser(consoleAuthor, { id: adminId, reason }, suite.db);
    if (left !== second) return;
    await changeRoles(admin, { id: second, roles: ["operator"], reason }, suite.db);
  });

  it("lose and get back their access, twice as once", async () => {
    const email = fresh();
    const { id, password } = await invite(["operator"], "Maker", email);
    for (const _ of [1, 2]) await disableUser(admin, { id, reason: "left" }, suite.db);
    expect(await signIn(email, password)).toEqual({ kind: "refused" });
    for (const _ of [1, 2]) await enableUser(admin, { id, reason: "came back" }, suite.db);
    expect(await signIn(email, password)).toMatchObject({ kind: "signed-in" });
    const { entries } = await listAudit(admin, { subject: id }, suite.db);
    expect(entries.map((entry) => [entry.verb, entry.reason])).toEqual([
      ["enable-user", "came back"],
      ["disable-user", "left"],
      ["create-user", null],
    ]);
  });

  it("get a new password that ends the old one and nothing else", async () => {
    const email = fresh();
    const { id, password } = await invite(["operator"], "Maker", email);
    const renewed = await resetPassword(admin, { id, reason }, suite.db);
    expect(await signIn(email, password)).toEqual({ kind: "refused" });
    expect(await signIn(email, renewed)).toMatchObject({ kind: "signed-in" });
    expect(await currentUser(id, suite.db)).not.toBeNull();
    expect(JSON.stringify(await lastEntry())).not.toContain(renewed);
  });

  it("choose their own password instead of one that they were given, with the old one, and that ends it", async () => {
    const email = fresh();
    const { id, password } = await invite(["operator"], "Fleet", email);
    const person = await asAuthor(id);
    const change = (current: string, chosen: string) =>
      changePassword(person, { current, password: chosen, address: `10.3.0.${next++}` }, suite.db);
    expect(await whosePassword(person, suite.db)).toBe("given");
    await expect(change("not the password", "my very own words")).rejects.toMatchObject({
      code: "invalid",
      details: { data: { fields: { current: expect.stringContaining("got another") } } },
    });
    for (const [chosen, words] of [
      ["too short", "at least 12"],
      ["with a \u0007 bell in it", "control characters"],
      [password, "another password"],
    ] as const)
      await expect(change(password, chosen)).rejects.toMatchObject({
        details: { data: { fields: { password: expect.stringContaining(words) } } },
      });
    await change(password, "my very own words");
    expect(await lastEntry()).toMatchObject({
      actor: `user:${id}`,
      verb: "change-password",
      subject: `user:${id}`,
    });
    expect(JSON.stringify(await suite.db.select().from(audit))).not.toContain("my very own words");
    expect(await whosePassword(person, suite.db)).toBe("own");
    expect(await signIn(email, password)).toEqual({ kind: "refused" });
    expect(await signIn(email, "my very own words")).toMatchObject({ kind: "signed-in" });
    await resetPassword(admin, { id, reason }, suite.db);
    expect(await whosePassword(person, suite.db)).toBe("given");
  });

  it("who guess at the password until now wait as those do who sign in", async () => {
    const { id } = await invite(["operator"], "Fleet");
    const person = await asAuthor(id);
    const guess = () =>
      changePassword(
        person,
        { current: "not the password", password: "my very own words", address: "10.4.0.1" },
        suite.db,
      ).catch((fault: unknown) => (fault instanceof AppError ? fault.code : "unknown"));
    const codes = [];
    for (let tries = 0; tries < 12; tries += 1) codes.push(await guess());
    expect(codes[0]).toBe("invalid");
    expect(codes.at(-1)).toBe("rate-limited");
  });

  it("change a password twice at once once", async () => {
    const { id, password } = await invite(["operator"], "Fleet");
    const person = await asAuthor(id);
    const ended = await Promise.allSettled(
      ["first of my own", "second of my own"].map((chosen, at) =>
        changePassword(person, { current: password, password: chosen, address: `10.5.0.${at}` }, suite.db),
      ),
    );
    expect(ended.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("of an identity provider have no password to reset, nor to change", async () => {
    const identity = { issuer: "https://id.example", subject: "s", email: fresh(), name: "E" };
    const id = await signInExternal({ ...identity, roles: ["operator"], organisation: "Maker" }, suite.db);
    const reset = resetPassword(admin, { id: id ?? "", reason }, suite.db);
    await expect(reset).rejects.toMatchObject({ code: "conflict" });
    const person = await asAuthor(id ?? "");
    expect(await whosePassword(person, suite.db)).toBe("none");
    const input = { current: "none at all", password: "my very own words", address: "10.6.0.1" };
    await expect(changePassword(person, input, suite.db)).rejects.toMatchObject({ code: "conflict" });
  });

  it("are found by part of a name or address, role, organisation and access, page by page", async () => {
    const email = `50_odd-${fresh()}`;
    const { id } = await invite(["analyst", "privacy"], "Fleet", email);
    const ids = async (input: object) =>
      (await listUsers(admin, input, suite.db)).users.map((user) => user.id);
    expect(await ids({ query: "50_ODD" })).toEqual([id]);
    expect(await ids({ query: "5__odd" })).toEqual([]);
    expect(await ids({ role: "privacy", organisation: "Fleet", access: "enabled" })).toEqual([id]);
    expect(await ids({ role: "privacy", organisation: "Maker" })).toEqual([]);
    expect(await ids({ access: "disabled", query: "odd" })).toEqual([]);
    const { users, total } = await listUsers(admin, { limit: 2, skip: 1 }, suite.db);
    expect(users).toHaveLength(2);
    expect(total).toBeGreaterThan(3);
    expect((await listUsers(admin, { id }, suite.db)).users[0]).toMatchObject({
      email,
      roles: ["analyst", "privacy"],
      organisation: { name: "Fleet", kind: "fleet", isClosed: false },
      hasPassword: true,
      disabledAt: null,
    });
  });
});

describe("tenants", () => {
  it("are renamed, to a name that nobody has", async () => {
    const id = await createOrganisation(admin, { name: "Velo", kind: "oem" }, suite.db);
    await renameOrganisation(admin, { id, name: "Velo AG", reason }, suite.db);
    expect(await lastEntry()).toMatchObject({
      verb: "rename-organisation",
      reason,
      details: { before: "Velo", after: "Velo AG" },
    });
    const taken = renameOrganisation(admin, { id, name: "Fleet", reason }, suite.db);
    await expect(taken).rejects.toMatchObject({ code: "conflict" });
  });

  it("that are closed take their people and clients with them, and get no new ones", async () => {
    const id = await createOrganisation(admin, { name: "Closing", kind: "fleet" }, suite.db);
    const email = fresh();
    const { id: userId, password } = await invite(["operator"], "Closing", email);
    const input = { name: "app", organisation: "Closing", scopes: ["read" as const], bikes: ["CL-*"] };
    const { key } = await createClient(admin, input, suite.db);
    expect((await listOrganisations(admin, { id }, suite.db)).organisations).toMatchObject([
      { name: "Closing", kind: "fleet", users: 1, clients: 1, closedAt: null },
    ]);
    for (const _ of [1, 2]) await closeOrganisation(admin, { id, reason: "contract ended" }, suite.db);
    expect(await signIn(email, password)).toEqual({ kind: "refused" });
    expect(await currentUser(userId, suite.db)).toBeNull();
    expect(await clientForKey(key, suite.db)).toBeNull();
    await expect(invite(["operator"], "Closing")).rejects.toMatchObject({ code: "conflict" });
    await expect(createClient(admin, input, suite.db)).rejects.toMatchObject({ code: "conflict" });
    const { entries } = await listAudit(admin, { subject: "closing", verb: "close-organisation" }, suite.db);
    expect(entries).toMatchObject([{ reason: "contract ended", subjectName: "Closing" }]);
    const closed = await listOrganisations(admin, { access: "closed", query: "clos" }, suite.db);
    expect(closed.organisations.map(({ name }) => name)).toEqual(["Closing"]);
  });

  it("that are opened again give back what was not ended otherwise, twice as once", async () => {
    const id = await createOrganisation(admin, { name: "Coming back", kind: "fleet" }, suite.db);
    const [stays, left] = [fresh(), fresh()];
    const staying = await invite(["operator"], "Coming back", stays);
    const leaving = await invite(["operator"], "Coming back", left);
    const input = { name: "app", organisation: "Coming back", scopes: ["read" as const], bikes: ["CB-*"] };
    const { key } = await createClient(admin, input, suite.db);
    await closeOrganisation(admin, { id, reason: "contract ended" }, suite.db);
    await disableUser(admin, { id: leaving.id, reason: "left" }, suite.db);
    for (const _ of [1, 2]) await reopenOrganisation(admin, { id, reason: "a new contract" }, suite.db);
    expect(await signIn(stays, staying.password)).toMatchObject({ kind: "signed-in" });
    expect(await signIn(left, leaving.password)).toEqual({ kind: "refused" });
    expect(await clientForKey(key, suite.db)).toMatchObject({ name: "app" });
    await invite(["operator"], "Coming back");
    const { entries } = await listAudit(admin, { verb: "reopen-organisation" }, suite.db);
    expect(entries).toMatchObject([{ reason: "a new contract", subjectName: "Coming back" }]);
  });

  it("do not include the maker", async () => {
    const [maker] = await suite.db.select().from(organisations).where(eq(organisations.name, "Maker"));
    const closing = closeOrganisation(admin, { id: maker?.id ?? "", reason }, suite.db);
    await expect(closing).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("keys", () => {
  const input = {
    organisation: "Fleet",
    scopes: ["write" as const],
    sources: ["app" as const],
    bikes: ["K-*"],
  };
  const make = () => createClient(admin, { ...input, name: `client ${next++}` }, suite.db);

  it("that are replaced at once open nothing more, and the new one what they opened", async () => {
    const { id, key } = await make();
    const renewed = await rotateClient(admin, { id, oldKeyEnds: "at-once", reason }, suite.db);
    expect(await clientForKey(key, suite.db)).toBeNull();
    expect(await clientForKey(renewed, suite.db)).toMatchObject({ id, bikePrefixes: ["K-"] });
    expect(JSON.stringify(await suite.db.select().from(audit))).not.toContain(renewed);
  });

  it("that are replaced later hold until then, but not beyond another replacement", async () => {
    const { id, key } = await make();
    const second = await rotateClient(admin, { id, oldKeyEnds: "in-an-hour", reason }, suite.db);
    expect(await clientForKey(key, suite.db)).toMatchObject({ id });
    const [listed] = (await listClients(admin, { id }, suite.db)).clients;
    expect((listed?.oldKeyUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_590_000);
    const third = await rotateClient(admin, { id, oldKeyEnds: "in-a-week", reason }, suite.db);
    await pause(4_100);
    expect(await clientForKey(key, suite.db)).toBeNull();
    expect(await clientForKey(second, suite.db)).toMatchObject({ id });
    await suite.db.update(apiClients).set({ previousKeyUntil: new Date() }).where(eq(apiClients.id, id));
    await pause(4_100);
    expect(await clientForKey(second, suite.db)).toBeNull();
    expect(await clientForKey(third, suite.db)).toMatchObject({ id });
  });

  it("of a revoked client end together, and are not replaced", async () => {
    const { id, key } = await make();
    const renewed = await rotateClient(admin, { id, oldKeyEnds: "in-a-day", reason }, suite.db);
    await revokeClient(admin, { id, reason }, suite.db);
    expect(await clientForKey(key, suite.db)).toBeNull();
    expect(await clientForKey(renewed, suite.db)).toBeNull();
    const again = rotateClient(admin, { id, oldKeyEnds: "at-once", reason }, suite.db);
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const open = await listClients(admin, { organisation: "Fleet", access: "open" }, suite.db);
    expect(open.clients.map((client) => client.id)).not.toContain(id);
  });
});

describe("the audit", () => {
  it("is narrowed by who, what, to what, why and when, and read on from where a page ended", async () => {
    const { id } = await invite(["operator"], "Fleet");
    await disableUser(admin, { id, reason: "Lost 100% trust" }, suite.db);
    const name = admin.kind === "user" ? admin.name : "";
    const found = async (input: object) => (await listAudit(admin, input, suite.db)).entries;
    expect(await found({ actor: name.toUpperCase(), reason: "100% TRUST" })).toMatchObject([
      { verb: "disable-user", actorName: name, subject: `user:${id}`, reason: "Lost 100% trust" },
    ]);
    expect(await found({ reason: "100_ trust" })).toEqual([]);
    expect(
      (await found({ actor: "console:test", limit: 200 })).every(({ actorName }) => actorName === null),
    ).toBe(true);
    expect(await found({ fromMs: Date.now() + 60_000 })).toEqual([]);
    expect(await found({ toMs: Date.now() - 3_600_000 })).toEqual([]);
    const all = await found({ limit: 200 });
    const first = await listAudit(admin, { limit: 3 }, suite.db);
    const second = await listAudit(admin, { limit: 3, beforeId: first.olderThanId ?? 0 }, suite.db);
    expect([...first.entries, ...second.entries]).toEqual(all.slice(0, 6));
    expect((await listAudit(admin, { limit: 3, beforeId: 3 }, suite.db)).olderThanId).toBeNull();
    const verbs = await suite.db.execute<{ verb: string }>("select distinct verb from audit");
    const sorted = verbs.map(({ verb }) => verb).toSorted();
    expect(sorted.length).toBeGreaterThan(3);
    expect((await listVerbs(admin, suite.db)).toSorted()).toEqual(sorted);
  });

  it("is one whole chain after all of this", async () => {
    expect(await verifyChain(admin, suite.db)).toMatchObject({ kind: "whole" });
  });
});

describe("administration", () => {
  const organisation = { id: "o", name: "Fleet", kind: "fleet" as const };
  const ofFleet: Author = {
    kind: "user",
    id: NOBODY,
    name: "F",
    email: "f@x",
    organisation,
    roles: ["admin"],
  };
  const platform: Author = {
    ...ofFleet,
    organisation: { ...organisation, kind: "maker" },
    roles: ["platform"],
  };
  const id = NOBODY;
  const verbs: [string, (author: Author) => Promise<unknown>][] = [
    ["change-roles", (by) => changeRoles(by, { id, roles: ["admin"], reason }, suite.db)],
    ["enable-user", (by) => enableUser(by, { id, reason }, suite.db)],
    ["disable-user", (by) => disableUser(by, { id, reason }, suite.db)],
    ["reset-password", (by) => resetPassword(by, { id, reason }, suite.db)],
    ["rename-organisation", (by) => renameOrganisation(by, { id, name: "n", reason }, suite.db)],
    ["close-organisation", (by) => closeOrganisation(by, { id, reason }, suite.db)],
    ["reopen-organisation", (by) => reopenOrganisation(by, { id, reason }, suite.db)],
    ["rotate-client", (by) => rotateClient(by, { id, oldKeyEnds: "at-once", reason }, suite.db)],
  ];
  const questions: typeof verbs = [
    ["list-users", (by) => listUsers(by, {}, suite.db)],
    ["list-organisations", (by) => listOrganisations(by, {}, suite.db)],
    ["list-clients", (by) => listClients(by, {}, suite.db)],
    ["list-audit", (by) => listAudit(by, {}, suite.db)],
    ["list-verbs", (by) => listVerbs(by, suite.db)],
  ];

  it.each([...verbs, ...questions])("is for the maker's administrators only: %s", async (_name, ask) => {
    await expect(ask(ofFleet)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(platform)).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each(verbs)("says that there is nobody and nothing of that id: %s", async (_name, ask) => {
    await expect(ask(admin)).rejects.toMatchObject({ code: "not-found" });
  });

  it("names each field that it was given wrong", async () => {
    const input = { email: "no", name: "", organisation: "Maker", roles: [], password: "short" };
    await expect(createUser(admin, input, suite.db)).rejects.toMatchObject({
      details: {
        data: {
          fields: {
            email: "expected an e-mail address",
            name: "expected a name",
            roles: "expected at least one role",
            password: "expected at least 12 characters",
          },
        },
      },
    });
  });
});
