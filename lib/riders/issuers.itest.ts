import { desc, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { audit } from "@/lib/db/schema";
import type { Role, UserActor } from "@/lib/domain/actor";
import { getIssuer } from "./get-issuer";
import { removeIssuer } from "./remove-issuer";
import { type SetIssuerInput, setIssuer } from "./set-issuer";
import { consoleAuthor, openRidersSuite, type RidersSuite } from "./testing/riders-suite";

let cast: RidersSuite;
beforeAll(async () => {
  cast = await openRidersSuite(inject("environment"));
});
afterAll(() => cast.close());

const said = (more: Partial<SetIssuerInput> = {}): SetIssuerInput => ({
  ...{ organisationId: cast.mine.organisationId, issuer: "https://login.example.org/", audience: "rides" },
  ...{
    keysAddress: "https://login.example.org/keys",
    claim: "sub",
    isRequired: false,
    reason: "they agreed",
  },
  ...more,
});
const lastEntry = async () => (await cast.suite.db.select().from(audit).orderBy(desc(audit.id)).limit(1))[0];
const shown = () => getIssuer(consoleAuthor, { organisationId: cast.mine.organisationId }, cast.suite.db);

describe("who signs riders' tokens", () => {
  it("is said by an administrator, changed and taken back, each in the audit with what was before", async () => {
    const { reason: _, ...first } = said();
    await setIssuer(consoleAuthor, said(), false, cast.suite.db);
    expect(await shown()).toEqual({ ...first, mostAgeSeconds: 3_600 });
    await setIssuer(consoleAuthor, said({ isRequired: true }), false, cast.suite.db);
    expect(await shown()).toMatchObject({ isRequired: true });
    expect(await lastEntry()).toMatchObject({
      ...{
        verb: "set-rider-issuer",
        subject: `organisation:${cast.mine.organisationId}`,
        reason: "they agreed",
      },
      details: {
        before: { isRequired: false },
        after: { isRequired: true, issuer: "https://login.example.org/" },
      },
    });
    const input = { organisationId: cast.mine.organisationId, reason: "they left" };
    await removeIssuer(consoleAuthor, input, cast.suite.db);
    expect(await shown()).toBeNull();
    expect(await lastEntry()).toMatchObject({
      verb: "remove-rider-issuer",
      details: { before: { isRequired: true } },
    });
  });

  it("is left as it is, and the audit too, when the same is said again", async () => {
    const input = { organisationId: cast.mine.organisationId, reason: "again" };
    await setIssuer(consoleAuthor, said(), false, cast.suite.db);
    const before = await lastEntry();
    await setIssuer(consoleAuthor, said(), false, cast.suite.db);
    expect(await lastEntry()).toEqual(before);
    await removeIssuer(consoleAuthor, input, cast.suite.db);
    const removed = await lastEntry();
    await removeIssuer(consoleAuthor, input, cast.suite.db);
    expect(await lastEntry()).toEqual(removed);
  });

  it.each([
    [{ issuer: "http://login.example.org" }, "issuer: expected https://"],
    [{ keysAddress: "http://login.example.org/keys" }, "keysAddress: expected https://"],
    [{ keysAddress: "https://10.0.0.7/keys" }, "keysAddress: expected a public address"],
    [{ keysAddress: "https://169.254.169.254/" }, "keysAddress: expected a public address"],
    [{ issuer: "http://127.0.0.1:4000" }, "issuer: expected https://"],
    [{ audience: " " }, "audience: expected a text"],
    [{ claim: "" }, "claim: expected the name of a claim"],
    [{ reason: " " }, "reason: expected"],
    [{ mostAgeSeconds: 59 }, "mostAgeSeconds: expected at least 60 seconds"],
    [{ mostAgeSeconds: 86_401 }, "mostAgeSeconds: expected at most 86400 seconds"],
    [{ mostAgeSeconds: Number.NaN }, "mostAgeSeconds: expected whole seconds"],
  ])("is not said like this: %j", async (part, words) => {
    await expect(setIssuer(consoleAuthor, said(part), false, cast.suite.db)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(words),
    });
  });

  it("may be on this machine in the local stack", async () => {
    const local = { issuer: "http://127.0.0.1:4000", keysAddress: "http://localhost:4000/keys" };
    await setIssuer(consoleAuthor, said(local), true, cast.suite.db);
    expect(await shown()).toMatchObject(local);
  });

  it("is of one organisation alone for an audience, or it were open whose rider a token is of", async () => {
    const [mine, theirs] = [said(), said({ organisationId: cast.other.organisationId })];
    const say = (input: SetIssuerInput) => setIssuer(consoleAuthor, input, false, cast.suite.db);
    await say(mine);
    await expect(say(theirs)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^issuer, audience: expected a pair that no other organisation has/),
    });
    await say({ ...theirs, audience: "their rides" });
    const both = [mine, theirs].map((input) => say({ ...input, audience: "at once" }));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("stays with two organisations that had one before that was refused, until either changes it", async () => {
    const { owner } = cast.suite;
    await owner.execute(sql`alter table rider_issuers disable trigger rider_tokens_are_not_shared`);
    await owner.execute(
      sql`update rider_issuers set issuer = 'https://login.example.org/', audience = 'shared'`,
    );
    await owner.execute(sql`alter table rider_issuers enable trigger rider_tokens_are_not_shared`);
    const keysAddress = "https://login.example.org/other-keys";
    await setIssuer(consoleAuthor, said({ audience: "shared", keysAddress }), false, cast.suite.db);
    expect(await shown()).toMatchObject({ keysAddress });
    await setIssuer(consoleAuthor, said({ audience: "mine" }), false, cast.suite.db);
    await expect(
      setIssuer(consoleAuthor, said({ audience: "shared" }), false, cast.suite.db),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("is nobody's to say but the maker's administrators'", async () => {
    const person = (role: Role, kind: "maker" | "fleet"): UserActor => ({
      ...{ kind: "user", id: cast.mine.client.id, name: "x", email: "x@x", roles: [role] },
      organisation: { id: cast.mine.organisationId, name: "x", kind },
    });
    for (const author of [person("privacy", "maker"), person("admin", "fleet")]) {
      const { organisationId } = cast.mine;
      const asked = [
        setIssuer(author, said(), false, cast.suite.db),
        removeIssuer(author, { organisationId, reason: "x" }, cast.suite.db),
        getIssuer(author, { organisationId }, cast.suite.db),
      ];
      for (const asking of asked) await expect(asking).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
