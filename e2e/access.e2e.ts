import { beforeAll, describe, expect, inject, it } from "vitest";
import { ACCESS, accessTo } from "@/lib/auth/access";
import { DEMO_ACCOUNTS, DEMO_ORGANISATIONS, DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { signedIn, visitor, type WebSession } from "./web-session";

type Key = keyof typeof ACCESS;
type Verdict = "let in" | "sent to sign in" | "refused";

const address = inject("address");
const isKey = (key: string): key is Key => key in ACCESS;
const keys = Object.keys(ACCESS)
  .filter(isKey)
  .filter((key) => accessTo(key) !== "public");

async function ask(session: WebSession, key: Key, headers: Record<string, string> = {}): Promise<Verdict> {
  const [method, pattern] = key.startsWith("/") ? ["GET", key] : key.split(" ");
  const path = (pattern ?? "").replace("[bikeId]", "DCU-000001");
  const answer = await session.fetch(path, { method: method ?? "GET", headers });
  const location = answer.headers.get("location");
  await answer.arrayBuffer();
  expect(answer.status).toBeLessThan(500);
  if (answer.status === 401 || (location && new URL(location, address).pathname === "/sign-in"))
    return "sent to sign in";
  return answer.status === 403 ? "refused" : "let in";
}

describe.each(DEMO_ACCOUNTS)("$email", ({ email, roles, organisation }) => {
  const kind = DEMO_ORGANISATIONS.find(({ name }) => name === organisation)?.kind;
  let session: WebSession;
  beforeAll(async () => {
    session = await signedIn(address, email, DEMO_PASSWORD);
  });

  it.each(keys)("is let into exactly what the table says: %s", async (key) => {
    const access = accessTo(key);
    const allowed =
      access !== "public" &&
      (access.organisation ?? kind) === kind &&
      access.roles.some((role) => roles.includes(role));
    expect(await ask(session, key)).toBe(allowed ? "let in" : "refused");
  });
});

describe("nobody", () => {
  it.each(keys)("is sent to sign in: %s", async (key) => {
    expect(await ask(visitor(address), key)).toBe("sent to sign in");
  });

  it.each(["/sign-in", "/api/v1/openapi.json", "/api/auth/csrf"])("may see %s", async (path) => {
    expect((await visitor(address).fetch(path)).status).toBe(200);
  });
});

describe("an address that leads nowhere", () => {
  const addresses = [
    "/nothing",
    "/bikes/NOPE-1",
    "/bikes/DCU-000001/nothing",
    `/bikes/${"A".repeat(3_000)}`,
    "/bikes/%00",
    "/bikes/%2F",
    "/bikes/%E0%A4%A",
    "/bikes/bike.png",
  ];

  let session: WebSession;
  beforeAll(async () => {
    session = await signedIn(address, "operator@demo.slipstream.example", DEMO_PASSWORD);
  });

  it.each(addresses)("is not found, and says so in a page of ours: %s", async (path) => {
    const answer = await session.fetch(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is nothing here");
    expect(answer.headers.get("content-security-policy")).toContain("nonce-");
  });

  it("is as little found when the bike belongs to somebody else", async () => {
    const other = await signedIn(address, "rheintal@demo.slipstream.example", DEMO_PASSWORD);
    for (const path of ["/bikes/DCU-000001", "/bikes/DCU-000999"])
      expect((await other.fetch(path)).status).toBe(404);
  });

  it("is not found by nobody either, unless signing in may change that", async () => {
    const nobody = visitor(address);
    expect((await nobody.fetch("/nothing")).status).toBe(404);
    expect((await nobody.fetch("/bikes/%E0%A4%A")).status).toBe(404);
    expect((await nobody.fetch("/bikes/NOPE-1")).status).toBe(307);
  });

  it("leads to the bike when only its capitals are missing, and loses what says nothing", async () => {
    const leadsTo = async (path: string) => {
      const location = (await session.fetch(path)).headers.get("location") ?? "";
      const { pathname, search } = new URL(location, address);
      return pathname + search;
    };
    expect(await leadsTo("/bikes/dcu-000001?month=2023-07")).toBe("/bikes/DCU-000001?month=2023-07");
    expect(await leadsTo("/bikes?q=&seen=&charge=15")).toBe("/bikes?charge=15");
  });

  it("is a problem document where an API was meant", async () => {
    const answer = await visitor(address).fetch("/api/v1/bikes/%E0%A4%A/state");
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("a key", () => {
  const routes = keys.filter((key) => !key.startsWith("/"));
  const authorization = `Bearer ${inject("environment").SLIPSTREAM_DEMO_KEY_DCU}`;

  it.each(routes)("that reads and writes is let into routes for that, and no others: %s", async (key) => {
    const access = accessTo(key);
    const scopes = access === "public" ? [] : (access.scopes ?? []);
    const isForClients = scopes.includes("read") || scopes.includes("write");
    expect(await ask(visitor(address), key, { authorization })).toBe(isForClients ? "let in" : "refused");
  });

  it.each(routes)("that nobody knows opens nothing: %s", async (key) => {
    const unknown = `Bearer slip_${"a".repeat(43)}`;
    expect(await ask(visitor(address), key, { authorization: unknown })).toBe("sent to sign in");
  });

  it("opens no page", async () => {
    expect(await ask(visitor(address), "/bikes", { authorization })).toBe("sent to sign in");
  });
});

describe("every answer", () => {
  it.each(["/sign-in", "/bikes", "/not-permitted", "/api/v1/bikes"])(
    "of %s cannot be framed or sniffed",
    async (path) => {
      const { headers } = await visitor(address).fetch(path);
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  it("of a page carries a policy with a nonce of its own", async () => {
    const policies = [];
    for (const _ of [1, 2])
      policies.push((await visitor(address).fetch("/sign-in")).headers.get("content-security-policy"));
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';.*frame-ancestors 'none'/);
    expect(policies[0]).not.toBe(policies[1]);
  });
});
