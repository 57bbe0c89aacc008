import { eq, gte, ne } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Author } from "@/lib/audit/author";
import { organisations, signInFailures } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import { createUser } from "./create-user";
import { disableUser } from "./disable-user";
import { signIns, signInWithPassword } from "./sign-in-with-password";

const author: Author = { kind: "console", command: "test" };
const password = "correct horse battery";

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
let next = 0;
const fresh = () => `person-${next++}@x.example`;
const elsewhere = () => `10.1.${next >> 8}.${next++ & 255}`;
const make = (email: string) =>
  createUser(author, { email, name: "P", organisation: "Maker", roles: ["operator"], password }, suite.db);
const signIn = (email: string, secret: string, address = elsewhere()) =>
  signInWithPassword({ email, password: secret, address }, suite.db);
const failuresOf = async () => (await suite.db.select().from(signInFailures)).map(({ failures }) => failures);

beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await suite.db.insert(organisations).values({ name: "Maker", kind: "maker" });
});
afterAll(() => suite.close());

describe("signing in by password", () => {
  it("finds the account whatever the case of its address", async () => {
    const email = fresh();
    const userId = await make(email);
    expect(await signIn(email.toUpperCase(), password)).toEqual({ kind: "signed-in", userId });
    await expect(make(email.toUpperCase())).rejects.toMatchObject({ code: "conflict" });
  });

  it("answers unknown, disabled and wrong alike", async () => {
    const email = fresh();
    const id = await make(email);
    expect(await signIn(email, "wrong")).toEqual({ kind: "refused" });
    await disableUser(author, { id, reason: "left" }, suite.db);
    expect(await signIn(email, password)).toEqual({ kind: "refused" });
    expect(await signIn(fresh(), password)).toEqual({ kind: "refused" });
  });

  it("keeps neither addresses nor e-mail addresses of failures in the clear", async () => {
    await signIn(fresh(), "wrong");
    const rows = await suite.db.select().from(signInFailures);
    expect(rows.length).toBeGreaterThan(0);
    for (const { subject } of rows) expect(subject).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the pace of signing in", () => {
  it.each(["known", "unknown"])(
    "slows down after failures of one %s account at one address",
    async (which) => {
      const email = fresh();
      if (which === "known") await make(email);
      const address = elsewhere();
      for (let count = 0; count < 4; count++)
        expect(await signIn(email, "wrong", address)).toEqual({ kind: "refused" });
      expect(await signIn(email, password, address)).toEqual({ kind: "slow-down", retryAfterSeconds: 2 });
    },
  );

  it("takes a network of IPv6 addresses for one", async () => {
    const email = fresh();
    const kinds = [];
    for (const address of ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:a::", "2001:db8::4", "2001:DB8::5"])
      kinds.push((await signIn(email, "wrong", address)).kind);
    expect(kinds).toEqual(["refused", "refused", "refused", "refused", "slow-down"]);
    expect(await signIn(email, "wrong", "2001:db8:0:1::1")).toEqual({ kind: "refused" });
  });

  it("goes no further than the first count that is full", async () => {
    await suite.db.delete(signInFailures);
    for (let count = 0; count < 20; count++) await signIn(fresh(), "wrong", "10.7.7.7");
    const before = await failuresOf();
    const [full] = await suite.db.select().from(signInFailures).where(gte(signInFailures.failures, 20));
    const held = suite.db.transaction(async (transaction) => {
      const others = ne(signInFailures.subject, full?.subject ?? "");
      await transaction.select().from(signInFailures).where(others).for("update");
      return signIn(`person-${next - 1}@x.example`, "wrong", "10.7.7.7");
    });
    expect(await held).toMatchObject({ kind: "slow-down" });
    expect(await failuresOf()).toEqual(before);
  });

  it("lets no stranger lock a person out, nor be saved by the person's success", async () => {
    const email = fresh();
    const userId = await make(email);
    const stranger = elsewhere();
    for (let count = 0; count < 4; count++) await signIn(email, "wrong", stranger);
    expect(await signIn(email, password)).toEqual({ kind: "signed-in", userId });
    expect(await signIn(email, "wrong", stranger)).toMatchObject({ kind: "slow-down" });
  });

  it("slows down guesses for one account from many addresses", async () => {
    const email = fresh();
    await make(email);
    const guesses = [];
    for (let count = 0; count < 100; count++) guesses.push((await signIn(email, "wrong")).kind);
    expect(new Set(guesses)).toEqual(new Set(["refused"]));
    expect(await signIn(email, password)).toEqual({ kind: "slow-down", retryAfterSeconds: 2 });
  });

  it("lets parallel guesses share no count", async () => {
    const email = fresh();
    await make(email);
    const address = elsewhere();
    const guesses = Array.from({ length: 30 }, () => signIn(email, "wrong", address));
    const tried = (await Promise.all(guesses)).filter(({ kind }) => kind === "refused");
    expect(tried).toHaveLength(4);
  });

  it("slows down an address that tries many accounts", async () => {
    const results = [];
    for (let count = 0; count < 22; count++) results.push(await signIn(fresh(), "wrong", "10.9.9.9"));
    expect(results.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 20 }, () => "refused"),
      "slow-down",
      "slow-down",
    ]);
    const email = fresh();
    await make(email);
    expect(await signIn(email, password, "10.9.9.9")).toMatchObject({ kind: "slow-down" });
    expect(await signIn(email, password, "10.9.9.8")).toMatchObject({ kind: "signed-in" });
  });

  it("takes back what a success counted, and starts the account afresh at its address", async () => {
    const email = fresh();
    await make(email);
    await suite.db.delete(signInFailures);
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 3; count++) await signIn(email, "wrong", "10.8.8.8");
      expect(await signIn(email, password, "10.8.8.8")).toMatchObject({ kind: "signed-in" });
    }
    expect(await failuresOf()).toEqual([9, 9]);
  });

  it("turns away what cannot be tried soon, and asks for nothing", async () => {
    const email = fresh();
    const userId = await make(email);
    await suite.db.delete(signInFailures);
    const line = signIns();
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const busy = Array.from({ length: line.atOnce + line.room }, () => line.run(() => released));
    expect(await signIn(email, password)).toEqual({ kind: "slow-down", retryAfterSeconds: 2 });
    expect(await failuresOf()).toEqual([]);
    release?.();
    await Promise.all(busy);
    expect(await signIn(email, password)).toEqual({ kind: "signed-in", userId });
  });

  it("forgets old counts as new ones come, without any success", async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const row = (subject: string, minutes: number) => ({
      subject,
      failures: 7,
      lastAt: ago(minutes),
      lockedUntil: ago(minutes),
    });
    const old = Array.from({ length: 30 }, (_, index) => row(`old-${index}`, 61));
    await suite.db.delete(signInFailures);
    await suite.db.insert(signInFailures).values([...old, row("recent", 58)]);
    await signIn(fresh(), "wrong");
    expect(await suite.db.select().from(signInFailures)).toHaveLength(1 + 10 + 3);
    await signIn(fresh(), "wrong");
    expect(await suite.db.select().from(signInFailures)).toHaveLength(1 + 6);
    const recent = await suite.db.select().from(signInFailures).where(eq(signInFailures.subject, "recent"));
    expect(recent).toHaveLength(1);
  });
});
