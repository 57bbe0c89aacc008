import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { migrate } from "@/lib/db/migrate";
import { apiClients, audit, organisations } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import { createClient } from "./create-client";
import { createKey, hashOfKey } from "./key";
import { listClients } from "./list-clients";
import { revokeClient } from "./revoke-client";
import { clientForKey } from "./verify-key";

const author: Author = { kind: "console", command: "test" };
const input = {
  name: "ride app",
  organisation: "Dublin",
  scopes: ["read" as const, "write" as const],
  sources: ["app" as const],
  bikes: ["DCU-*", "LI-000123"],
};

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await suite.db.insert(organisations).values({ name: "Dublin", kind: "fleet" });
});
afterAll(() => suite.close());

describe("API clients", () => {
  it("are found by their key, with what they are bound to", async () => {
    const { id, key } = await createClient(author, input, suite.db);
    expect(await clientForKey(key, suite.db)).toEqual({
      id,
      name: "ride app",
      organisationId: expect.any(String),
      organisationKind: "fleet",
      scopes: ["read", "write"],
      sources: ["app"],
      bikeIds: ["LI-000123"],
      bikePrefixes: ["DCU-"],
    });
    expect(await clientForKey(createKey(), suite.db)).toBeNull();
  });

  it("need no bikes where they only tell of components", async () => {
    const { key } = await createClient(author, { ...input, scopes: ["produce"], bikes: [] }, suite.db);
    expect(await clientForKey(key, suite.db)).toMatchObject({ scopes: ["produce"], bikeIds: [] });
  });

  it("need no bikes where they only record what riders agree to", async () => {
    const { key } = await createClient(author, { ...input, scopes: ["consent"], bikes: [] }, suite.db);
    expect(await clientForKey(key, suite.db)).toMatchObject({ scopes: ["consent"], bikeIds: [] });
  });

  it("leave no key in the database, only its hash", async () => {
    const { id, key } = await createClient(author, input, suite.db);
    const [row] = await suite.db.select().from(apiClients).where(eq(apiClients.id, id));
    expect(row?.keyHash).toBe(hashOfKey(key));
    const entries = await suite.db.select().from(audit);
    expect(JSON.stringify([row, entries])).not.toContain(key);
  });

  it("are refused within five seconds once revoked", async () => {
    const { id, key } = await createClient(author, input, suite.db);
    expect(await clientForKey(key, suite.db)).not.toBeNull();
    await revokeClient(author, { id, reason: "lost phone" }, suite.db);
    await pause(4_100);
    expect(await clientForKey(key, suite.db)).toBeNull();
    await revokeClient(author, { id, reason: "again" }, suite.db);
    const reasons = await suite.db
      .select()
      .from(audit)
      .where(eq(audit.subject, `api-client:${id}`));
    expect(reasons.map((entry) => [entry.verb, entry.reason])).toEqual([
      ["create-client", null],
      ["revoke-client", "lost phone"],
    ]);
  });

  it("ask beside keys that nobody was seen with, of which only some are looked up at once", async () => {
    const { key } = await createClient(author, input, suite.db);
    expect(await clientForKey(key, suite.db)).not.toBeNull();
    await pause(4_100);
    const guesses = Array.from({ length: 200 }, () =>
      clientForKey(createKey(), suite.db).catch((fault: unknown) => fault),
    );
    expect(await clientForKey(key, suite.db)).not.toBeNull();
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer === null)).toHaveLength(52);
    for (const refused of answers.filter((answer) => answer !== null))
      expect(refused).toMatchObject({ code: "rate-limited", details: { retryAfterSeconds: 2 } });
  });

  it("are looked up once when they begin with many uploads", async () => {
    const { id, key } = await createClient(author, input, suite.db);
    const answers = await Promise.all(Array.from({ length: 200 }, () => clientForKey(key, suite.db)));
    expect(new Set(answers.map((client) => client?.id))).toEqual(new Set([id]));
  });

  it("are made by the maker's administrators only", async () => {
    const organisation = { id: "o", name: "Dublin", kind: "fleet" as const };
    const fleet = { kind: "user" as const, id: "u", name: "F", email: "f@x", organisation };
    const attempt = createClient({ ...fleet, roles: ["admin"] }, input, suite.db);
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    [{ organisation: "Nowhere" }, "not-found"],
    [{ bikes: ["*"] }, "invalid"],
    [{ bikes: [] }, "invalid"],
    [{ scopes: [] }, "invalid"],
    [{ scopes: ["produce" as const, "read" as const], bikes: [] }, "invalid"],
  ])("are refused for %j", async (part, code) => {
    const before = await listClients(author, {}, suite.db);
    await expect(createClient(author, { ...input, ...part }, suite.db)).rejects.toMatchObject({ code });
    expect((await listClients(author, {}, suite.db)).total).toBe(before.total);
  });
});

describe("the schema", () => {
  it("can be brought up by several processes at once, and again", async () => {
    await Promise.all([migrate(suite.ownerUrl), migrate(suite.ownerUrl)]);
  });

  it.each(["update audit set actor = 'x'", "delete from audit", "truncate audit"])(
    "refuses to change the audit, whoever asks: %s",
    async (statement) => {
      const message = "audit rows are added, never changed or removed";
      await expect(suite.owner.execute(sql.raw(statement))).rejects.toMatchObject({ cause: { message } });
      const denied = { message: "permission denied for table audit" };
      await expect(suite.db.execute(sql.raw(statement))).rejects.toMatchObject({ cause: denied });
    },
  );
});
