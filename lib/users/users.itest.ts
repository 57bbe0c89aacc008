import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { clientForKey } from "@/lib/clients/verify-key";
import { audit, organisations, users } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { createAdministrator } from "./create-administrator";
import { createUser } from "./create-user";
import { currentUser } from "./current-user";
import { disableByEmail } from "./disable-by-email";
import { disableUser } from "./disable-user";
import { seedDemo } from "./seed-demo";
import { signInExternal } from "./sign-in-external";
import { signInWithPassword } from "./sign-in-with-password";

const author: Author = { kind: "console", command: "test" };
const password = "correct horse battery";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
let next = 0;
const fresh = () => `person-${next++}@x.example`;
const make = (email: string) =>
  createUser(author, { email, name: "P", organisation: "Maker", roles: ["operator"], password }, suite.db);
const signIn = (email: string, secret: string) =>
  signInWithPassword({ email, password: secret, address: "10.0.0.1" }, suite.db);

beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await suite.db.insert(organisations).values({ name: "Maker", kind: "maker" });
});
afterAll(() => suite.close());

describe("signing in by an identity provider", () => {
  const identity = (subject: string, email = fresh()) => ({
    issuer: "https://id.example",
    subject,
    email,
    name: "E",
    roles: ["operator" as const],
    organisation: "Maker",
  });

  it("knows people by issuer and subject, and follows their roles", async () => {
    const first = identity("s-1");
    const id = await signInExternal(first, suite.db);
    expect(id).not.toBeNull();
    const moved = { ...first, email: fresh(), roles: ["analyst" as const, "privacy" as const] };
    expect(await signInExternal(moved, suite.db)).toBe(id);
    expect((await currentUser(id ?? "", suite.db))?.roles.toSorted()).toEqual(["analyst", "privacy"]);
    expect(await signInExternal({ ...first, issuer: "https://other.example" }, suite.db)).toBeNull();
  });

  it("never takes over an account by its e-mail address", async () => {
    const email = fresh();
    await make(email);
    expect(await signInExternal(identity("s-2", email.toUpperCase()), suite.db)).toBeNull();
  });

  it("refuses people without a mapped role, and disabled ones", async () => {
    expect(await signInExternal({ ...identity("s-3"), roles: [] }, suite.db)).toBeNull();
    const id = await signInExternal(identity("s-4"), suite.db);
    const leaver = { ...identity("s-5"), roles: ["admin" as const] };
    const leaverId = await signInExternal(leaver, suite.db);
    expect(await signInExternal({ ...leaver, roles: [] }, suite.db)).toBeNull();
    expect((await currentUser(leaverId ?? "", suite.db))?.roles).toEqual([]);
    await disableUser(author, { id: id ?? "", reason: "left" }, suite.db);
    expect(await signInExternal(identity("s-4"), suite.db)).toBeNull();
  });
});

describe("users", () => {
  it("lose access when disabled, with who and why in the audit", async () => {
    const id = await make(fresh());
    await disableUser(author, { id, reason: "left" }, suite.db);
    expect(await currentUser(id, suite.db)).toBeNull();
    const entries = await suite.db
      .select()
      .from(audit)
      .where(eq(audit.subject, `user:${id}`));
    expect(entries.map(({ actor, verb, reason }) => [actor, verb, reason])).toEqual([
      ["console:test", "create-user", null],
      ["console:test", "disable-user", "left"],
    ]);
  });

  it("are disabled by their e-mail addresses, all or none", async () => {
    const [one, other] = [fresh(), fresh()];
    const ids = [await make(one), await make(other)];
    const disable = (emails: string[]) => disableByEmail(author, { emails, reason: "left" }, suite.db);
    await expect(disable([one, "nobody@x.example"])).rejects.toMatchObject({ code: "not-found" });
    expect(await signIn(one, password)).toMatchObject({ kind: "signed-in" });
    await disable([one.toUpperCase(), other]);
    for (const id of ids) expect(await currentUser(id, suite.db)).toBeNull();
  });

  it("are kept with an argon2id hash only", async () => {
    const id = await make(fresh());
    const [row] = await suite.db.select().from(users).where(eq(users.id, id));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("get their first administrator once the maker's name is right", async () => {
    const input = { email: fresh(), name: "A", password };
    const other = createAdministrator(author, { ...input, organisation: "Other" }, suite.db);
    await expect(other).rejects.toMatchObject({ code: "conflict" });
    const id = await createAdministrator(author, { ...input, organisation: "Maker" }, suite.db);
    expect(await currentUser(id, suite.db)).toMatchObject({
      roles: ["admin"],
      organisation: { kind: "maker" },
    });
  });
});

describe("demo accounts", () => {
  it("are made once, and keep the keys they are given back", async () => {
    const keys = await seedDemo(suite.db);
    expect(await seedDemo(suite.db, keys)).toEqual(keys);
    for (const { email } of DEMO_ACCOUNTS)
      expect(await signIn(email, DEMO_PASSWORD)).toMatchObject({ kind: "signed-in" });
    expect(await clientForKey(keys.SLIPSTREAM_DEMO_KEY_DCU, suite.db)).toMatchObject({
      bikePrefixes: ["DCU-"],
    });
    const renewed = await seedDemo(suite.db, { SLIPSTREAM_DEMO_KEY_LI: keys.SLIPSTREAM_DEMO_KEY_LI });
    expect(renewed.SLIPSTREAM_DEMO_KEY_LI).toBe(keys.SLIPSTREAM_DEMO_KEY_LI);
    expect(renewed.SLIPSTREAM_DEMO_KEY_DCU).not.toBe(keys.SLIPSTREAM_DEMO_KEY_DCU);
  });
});
