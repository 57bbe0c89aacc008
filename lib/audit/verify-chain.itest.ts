import { asc, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { audit } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import type { Author } from "./author";
import { record } from "./record";
import { verifyChain } from "./verify-chain";

const author: Author = { kind: "console", command: "test" };
const write = (subject: string, details = {}) =>
  suite.db.transaction((transaction) =>
    record(transaction, { author, verb: "test", subject, reason: 'ö "quoted" \\', details }),
  );
const tamper = (statement: string) =>
  suite.owner.transaction(async (transaction) => {
    await transaction.execute(sql.raw("alter table audit disable trigger all"));
    await transaction.execute(sql.raw(statement));
    await transaction.execute(sql.raw("alter table audit enable trigger all"));
  });
const rows = () => suite.db.select().from(audit).orderBy(asc(audit.id));

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
beforeEach(async () => {
  suite = await openTestDatabase(inject("environment"));
});
afterEach(() => suite.close());

describe("the chain of the audit", () => {
  it("is whole when nothing was written", async () => {
    expect(await verifyChain(author, suite.db)).toEqual({
      kind: "whole",
      entries: 0,
      lastHash: "0".repeat(64),
    });
  });

  it("is one, in the order of its numbers, however many write at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => write(`s:${index}`, { b: index, a: [1.5] })));
    const written = await rows();
    expect(written.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(new Set(written.map(({ previousHash }) => previousHash)).size).toBe(40);
    expect(await verifyChain(author, suite.db)).toEqual({
      kind: "whole",
      entries: 40,
      lastHash: written.at(-1)?.hash,
    });
  });

  it("leaves no gap where a change was taken back", async () => {
    await write("s:1");
    await suite.db
      .transaction(async (transaction) => {
        await record(transaction, { author, verb: "test", subject: "s:2" });
        throw new Error("taken back");
      })
      .catch(() => undefined);
    await write("s:3");
    expect((await rows()).map(({ id, subject }) => [id, subject])).toEqual([
      [1, "s:1"],
      [2, "s:3"],
    ]);
    expect(await verifyChain(author, suite.db)).toMatchObject({ kind: "whole", entries: 2 });
  });

  it("does not depend on the time zone or manner of writing of who asks", async () => {
    await write("s:1");
    const verdict = await suite.db.transaction(async (transaction) => {
      await transaction.execute(sql.raw("set local timezone = 'Asia/Kolkata'"));
      await transaction.execute(sql.raw("set local datestyle = 'German'"));
      return verifyChain(author, transaction);
    });
    expect(verdict).toMatchObject({ kind: "whole", entries: 1 });
  });

  it.each([
    ["update audit set reason = 'other' where id = 4", { id: 4, entries: 3, fault: "changed" }],
    ["update audit set reason = null where id = 1", { id: 1, entries: 0, fault: "changed" }],
    ["update audit set at = at + interval '1 microsecond' where id = 7", { id: 7, fault: "changed" }],
    ["update audit set details = '{\"n\": 9}' where id = 5", { id: 5, fault: "changed" }],
    ["delete from audit where id = 3", { id: 4, entries: 2, fault: "unlinked" }],
    ["delete from audit where id = 1", { id: 2, entries: 0, fault: "unlinked" }],
    [
      "update audit set reason = 'x' where id = 3; update audit a set hash = audit_hash(a) where id = 3",
      { id: 4, entries: 3, fault: "unlinked" },
    ],
    [
      "insert into audit (id, actor, verb, subject, previous_hash, hash) values (99, 'a', 'b', 'c', '', '')",
      { id: 99, entries: 8, fault: "changed" },
    ],
  ])("names the first entry that does not fit: %s", async (statement, broken) => {
    for (let n = 1; n <= 8; n++) await write(`s:${n}`, { n });
    expect(await verifyChain(author, suite.db)).toMatchObject({ kind: "whole", entries: 8 });
    await tamper(statement);
    expect(await verifyChain(author, suite.db)).toMatchObject({ kind: "broken", ...broken });
  });

  it("is no writer's to choose: number and hashes that are given count for nothing", async () => {
    await write("s:1");
    await suite.db.insert(audit).values({
      id: 500,
      actor: "a",
      verb: "v",
      subject: "s",
      previousHash: "p",
      hash: "h",
    });
    expect((await rows()).map(({ id }) => id)).toEqual([1, 2]);
    expect(await verifyChain(author, suite.db)).toMatchObject({ kind: "whole", entries: 2 });
  });

  it("is looked at by the maker's administrators only", async () => {
    const organisation = { id: "o", name: "Maker", kind: "maker" as const };
    const platform = { kind: "user" as const, id: "u", name: "P", email: "p@x", organisation };
    await expect(verifyChain({ ...platform, roles: ["platform"] }, suite.db)).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
