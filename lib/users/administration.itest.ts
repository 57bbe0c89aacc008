import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { listAudit } from "@/lib/audit/list-audit";
import { listVerbs } from "@/lib/audit/list-verbs";
import { verifyChain } from "@/lib/audit/verify-chain";
import { listClients } from "@/lib/clients/list-clients";
import { rotateClient } from "@/lib/clients/rotate-client";
import { changeRoles } from "./change-roles";
import { closeOrganisation } from "./close-organisation";
import { createUser } from "./create-user";
import { disableUser } from "./disable-user";
import { enableUser } from "./enable-user";
import { listOrganisations } from "./list-organisations";
import { listUsers } from "./list-users";
import { renameOrganisation } from "./rename-organisation";
import { reopenOrganisation } from "./reopen-organisation";
import { resetPassword } from "./reset-password";
import { type AdministrationSuite, openAdministrationSuite } from "./testing/administration-suite";

const reason = "case 12";
const NOBODY = "00000000-0000-4000-8000-000000000000";
let suite: AdministrationSuite;
let admin: Author;
beforeAll(async () => {
  suite = await openAdministrationSuite(inject("environment"));
  ({ admin } = suite);
  const { id } = await suite.invite(["operator", "support"]);
  await changeRoles(admin, { id, roles: ["support"], reason }, suite.db);
  await resetPassword(admin, { id, reason }, suite.db);
});
afterAll(() => suite.close());

describe("the audit", () => {
  it("is narrowed by who, what, to what, why and when, and read on from where a page ended", async () => {
    const { id } = await suite.invite(["operator"], "Fleet");
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
