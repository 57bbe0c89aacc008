import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { listAudit } from "@/lib/audit/list-audit";
import { changeRoles } from "./change-roles";
import { currentUser } from "./current-user";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { listUsers } from "./list-users";
import {
  type AdministrationSuite,
  consoleAuthor,
  fresh,
  openAdministrationSuite,
} from "./testing/administration-suite";

const reason = "case 12";
let suite: AdministrationSuite;
let admin: Author;
let adminId: string;
beforeAll(async () => {
  suite = await openAdministrationSuite(inject("environment"));
  ({ admin, adminId } = suite);
});
afterAll(() => suite.close());

describe("people", () => {
  it("have their roles changed at once, with what they were and why in the audit", async () => {
    const { id } = await suite.invite(["operator", "support"]);
    await currentUser(id, suite.db);
    await changeRoles(admin, { id, roles: ["steward", "support"], reason }, suite.db);
    expect((await currentUser(id, suite.db))?.roles.toSorted()).toEqual(["steward", "support"]);
    const entry = await suite.lastEntry();
    expect(entry).toMatchObject({
      actor: `user:${adminId}`,
      verb: "change-roles",
      subject: `user:${id}`,
      reason,
      details: { before: ["operator", "support"], after: ["steward", "support"] },
    });
    await changeRoles(admin, { id, roles: ["support", "steward"], reason }, suite.db);
    expect((await suite.lastEntry())?.id).toBe(entry?.id);
  });

  it("never lose their last administrator, and nobody their own office", async () => {
    await expect(
      changeRoles(admin, { id: adminId, roles: ["operator"], reason }, suite.db),
    ).rejects.toMatchObject({
      code: "invalid",
    });
    const byConsole = changeRoles(consoleAuthor, { id: adminId, roles: ["operator"], reason }, suite.db);
    await expect(byConsole).rejects.toMatchObject({ code: "conflict" });
    const other = await suite.invite(["admin"], "Fleet");
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
    const second = (await suite.invite(["admin"])).id;
    const ended = await Promise.allSettled([
      changeRoles(admin, { id: second, roles: ["operator"], reason }, suite.db),
      disableUser(await suite.asAuthor(second), { id: adminId, reason }, suite.db),
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
    const { id, password } = await suite.invite(["operator"], "Maker", email);
    for (const _ of [1, 2]) await disableUser(admin, { id, reason: "left" }, suite.db);
    expect(await suite.signIn(email, password)).toEqual({ kind: "refused" });
    for (const _ of [1, 2]) await enableUser(admin, { id, reason: "came back" }, suite.db);
    expect(await suite.signIn(email, password)).toMatchObject({ kind: "signed-in" });
    const { entries } = await listAudit(admin, { subject: id }, suite.db);
    expect(entries.map((entry) => [entry.verb, entry.reason])).toEqual([
      ["enable-user", "came back"],
      ["disable-user", "left"],
      ["create-user", null],
    ]);
  });

  it("are found by part of a name or address, role, organisation and access, page by page", async () => {
    const email = `50_odd-${fresh()}`;
    const { id } = await suite.invite(["analyst", "privacy"], "Fleet", email);
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
