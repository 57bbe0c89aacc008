import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { listAudit } from "@/lib/audit/list-audit";
import { createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/list-clients";
import { revokeClient } from "@/lib/clients/revoke-client";
import { rotateClient } from "@/lib/clients/rotate-client";
import { clientForKey } from "@/lib/clients/verify-key";
import { apiClients, audit, organisations } from "@/lib/db/schema";
import { closeOrganisation } from "./close-organisation";
import { createOrganisation } from "./create-organisation";
import { currentUser } from "./current-user";
import { disableUser } from "./disable-user";
import { listOrganisations } from "./list-organisations";
import { renameOrganisation } from "./rename-organisation";
import { reopenOrganisation } from "./reopen-organisation";
import { type AdministrationSuite, fresh, openAdministrationSuite } from "./testing/administration-suite";

const reason = "case 12";
let suite: AdministrationSuite;
let admin: Author;
beforeAll(async () => {
  suite = await openAdministrationSuite(inject("environment"));
  ({ admin } = suite);
});
afterAll(() => suite.close());

describe("tenants", () => {
  it("are renamed, to a name that nobody has", async () => {
    const id = await createOrganisation(admin, { name: "Velo", kind: "oem" }, suite.db);
    await renameOrganisation(admin, { id, name: "Velo AG", reason }, suite.db);
    expect(await suite.lastEntry()).toMatchObject({
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
    const { id: userId, password } = await suite.invite(["operator"], "Closing", email);
    const input = { name: "app", organisation: "Closing", scopes: ["read" as const], bikes: ["CL-*"] };
    const { key } = await createClient(admin, input, suite.db);
    expect((await listOrganisations(admin, { id }, suite.db)).organisations).toMatchObject([
      { name: "Closing", kind: "fleet", users: 1, clients: 1, closedAt: null },
    ]);
    for (const _ of [1, 2]) await closeOrganisation(admin, { id, reason: "contract ended" }, suite.db);
    expect(await suite.signIn(email, password)).toEqual({ kind: "refused" });
    expect(await currentUser(userId, suite.db)).toBeNull();
    expect(await clientForKey(key, suite.db)).toBeNull();
    await expect(suite.invite(["operator"], "Closing")).rejects.toMatchObject({ code: "conflict" });
    await expect(createClient(admin, input, suite.db)).rejects.toMatchObject({ code: "conflict" });
    const { entries } = await listAudit(admin, { subject: "closing", verb: "close-organisation" }, suite.db);
    expect(entries).toMatchObject([{ reason: "contract ended", subjectName: "Closing" }]);
    const closed = await listOrganisations(admin, { access: "closed", query: "clos" }, suite.db);
    expect(closed.organisations.map(({ name }) => name)).toEqual(["Closing"]);
  });

  it("that are opened again give back what was not ended otherwise, twice as once", async () => {
    const id = await createOrganisation(admin, { name: "Coming back", kind: "fleet" }, suite.db);
    const [stays, left] = [fresh(), fresh()];
    const staying = await suite.invite(["operator"], "Coming back", stays);
    const leaving = await suite.invite(["operator"], "Coming back", left);
    const input = { name: "app", organisation: "Coming back", scopes: ["read" as const], bikes: ["CB-*"] };
    const { key } = await createClient(admin, input, suite.db);
    await closeOrganisation(admin, { id, reason: "contract ended" }, suite.db);
    await disableUser(admin, { id: leaving.id, reason: "left" }, suite.db);
    for (const _ of [1, 2]) await reopenOrganisation(admin, { id, reason: "a new contract" }, suite.db);
    expect(await suite.signIn(stays, staying.password)).toMatchObject({ kind: "signed-in" });
    expect(await suite.signIn(left, leaving.password)).toEqual({ kind: "refused" });
    expect(await clientForKey(key, suite.db)).toMatchObject({ name: "app" });
    await suite.invite(["operator"], "Coming back");
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
  const make = () => createClient(admin, { ...input, name: `client ${suite.next()}` }, suite.db);

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
