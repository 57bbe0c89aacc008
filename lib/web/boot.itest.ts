import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase } from "@/lib/db/test-database";
import { DEMO_ACCOUNTS } from "@/lib/domain/demo-accounts";
import { createUser } from "@/lib/users/create-user";
import { disableByEmail } from "@/lib/users/disable-by-email";
import { enabledDemoAccounts } from "@/lib/users/enabled-demo-accounts";
import { seedDemo } from "@/lib/users/seed-demo";
import { boot } from "./boot";
import { closeAll } from "./closers";

const author = { kind: "console", command: "test" } as const;
const demo = DEMO_ACCOUNTS.map(({ email }) => email);

let suite: Awaited<ReturnType<typeof openTestDatabase>>;
const bootOn = (databaseUrl: string) =>
  boot({
    ...inject("environment"),
    NODE_ENV: "production",
    SLIPSTREAM_LOCAL_STACK: "0",
    SLIPSTREAM_LOG_LEVEL: "silent",
    SLIPSTREAM_WEB_METRICS_PORT: "0",
    SLIPSTREAM_DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: "https://bikes.example",
  });

beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  await seedDemo(suite.db);
});
afterAll(async () => {
  await closeAll();
  await suite.close();
});

describe("the web outside a local stack", () => {
  it("does not boot while a demo account can be signed in to, and says how to end that", async () => {
    expect(await enabledDemoAccounts(suite.db)).toEqual(demo.toSorted());
    const disable = `npm run admin -- users disable --email ${demo.toSorted().join()} --reason`;
    await expect(bootOn(suite.url)).rejects.toThrow(disable);
    const [first = "", ...others] = demo;
    await disableByEmail(author, { emails: others, reason: "demo accounts" }, suite.db);
    await expect(bootOn(suite.url)).rejects.toThrow(`got 1. Disable them:\nnpm run admin -- users disable`);
    await disableByEmail(author, { emails: [first.toUpperCase()], reason: "demo account" }, suite.db);
    await bootOn(suite.url);
  });

  it("boots whatever other accounts there are", async () => {
    const person = { email: "ada@x.example", name: "Ada", organisation: "Slipstream" };
    const password = "correct horse battery";
    await createUser(author, { ...person, roles: ["admin"], password }, suite.db);
    await bootOn(suite.url);
  });

  it("does not boot without its database", async () => {
    await expect(bootOn("postgres://127.0.0.1:1/nothing")).rejects.toMatchObject({ code: "unavailable" });
  });
});
