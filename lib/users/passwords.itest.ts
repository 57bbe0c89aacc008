import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { audit } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { changePassword } from "./change-password";
import { currentUser } from "./current-user";
import { resetPassword } from "./reset-password";
import { signInExternal } from "./sign-in-external";
import { type AdministrationSuite, fresh, openAdministrationSuite } from "./testing/administration-suite";
import { whosePassword } from "./whose-password";

const reason = "case 12";
let suite: AdministrationSuite;
let admin: Author;
beforeAll(async () => {
  suite = await openAdministrationSuite(inject("environment"));
  ({ admin } = suite);
});
afterAll(() => suite.close());

describe("people", () => {
  it("sign in with the first password they are told, which is kept and audited nowhere", async () => {
    const email = fresh();
    const { id, password } = await suite.invite(["support"], "Fleet", email);
    expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
    expect(await suite.signIn(email, password)).toEqual({ kind: "signed-in", userId: id });
    expect(JSON.stringify(await suite.db.select().from(audit))).not.toContain(password);
  });

  it("get a new password that ends the old one and nothing else", async () => {
    const email = fresh();
    const { id, password } = await suite.invite(["operator"], "Maker", email);
    const renewed = await resetPassword(admin, { id, reason }, suite.db);
    expect(await suite.signIn(email, password)).toEqual({ kind: "refused" });
    expect(await suite.signIn(email, renewed)).toMatchObject({ kind: "signed-in" });
    expect(await currentUser(id, suite.db)).not.toBeNull();
    expect(JSON.stringify(await suite.lastEntry())).not.toContain(renewed);
  });

  it("choose their own password instead of one that they were given, with the old one, and that ends it", async () => {
    const email = fresh();
    const { id, password } = await suite.invite(["operator"], "Fleet", email);
    const person = await suite.asAuthor(id);
    const change = (current: string, chosen: string) =>
      changePassword(person, { current, password: chosen, address: `10.3.0.${suite.next()}` }, suite.db);
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
    expect(await suite.lastEntry()).toMatchObject({
      actor: `user:${id}`,
      verb: "change-password",
      subject: `user:${id}`,
    });
    expect(JSON.stringify(await suite.db.select().from(audit))).not.toContain("my very own words");
    expect(await whosePassword(person, suite.db)).toBe("own");
    expect(await suite.signIn(email, password)).toEqual({ kind: "refused" });
    expect(await suite.signIn(email, "my very own words")).toMatchObject({ kind: "signed-in" });
    await resetPassword(admin, { id, reason }, suite.db);
    expect(await whosePassword(person, suite.db)).toBe("given");
  });

  it("who guess at the password until now wait as those do who sign in", async () => {
    const { id } = await suite.invite(["operator"], "Fleet");
    const person = await suite.asAuthor(id);
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
    const { id, password } = await suite.invite(["operator"], "Fleet");
    const person = await suite.asAuthor(id);
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
    const person = await suite.asAuthor(id ?? "");
    expect(await whosePassword(person, suite.db)).toBe("none");
    const input = { current: "none at all", password: "my very own words", address: "10.6.0.1" };
    await expect(changePassword(person, input, suite.db)).rejects.toMatchObject({ code: "conflict" });
  });
});
