import { describe, expect, inject, it } from "vitest";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/domain/demo-accounts";
import { visitor } from "./web-session";

const address = inject("address");
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
const email = DEMO_ACCOUNTS[0]?.email ?? "";

/** Sends what `bodyOf` makes of a fresh CSRF token, as nobody. */
async function send(type: string, bodyOf: (csrfToken: string) => string): Promise<Response> {
  const session = visitor(address);
  const csrf: { csrfToken?: string } = await (await session.fetch("/api/auth/csrf")).json();
  return session.fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: bodyOf(csrf.csrfToken ?? ""),
    headers: { "content-type": type },
  });
}

const typed = (fields: Record<string, string>) => (csrfToken: string) =>
  new URLSearchParams({ csrfToken, json: "true", callbackUrl: address, ...fields }).toString();
const asJson = (fields: Record<string, unknown>) => (csrfToken: string) =>
  JSON.stringify({ csrfToken, json: "true", callbackUrl: address, ...fields });

async function faultOf(answer: Response): Promise<string | null> {
  const { url }: { url: string } = await answer.json();
  return new URL(url).searchParams.get("error");
}

describe("the sign-in route", () => {
  it.each([FORM, JSON_TYPE])("takes e-mail address and password as %s", async (type) => {
    const bodyOf = type === FORM ? typed : asJson;
    const answer = await send(type, bodyOf({ email, password: DEMO_PASSWORD }));
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toContain("session-token=");
  });

  it("reads no endless body", async () => {
    const answer = await send(FORM, typed({ email, password: "a".repeat(100_000) }));
    expect(answer.status).toBe(413);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("refuses what is not the JSON it claims to be", async () => {
    expect((await send(JSON_TYPE, () => "{")).status).toBe(400);
  });

  it.each([
    ["text with control characters", FORM, typed({ email: `${email}\u0000`, password: "x" })],
    ["numbers", JSON_TYPE, asJson({ email: 5, password: 5 })],
    ["nothing", JSON_TYPE, asJson({})],
  ])("says no more than that it is not right to %s", async (_what, type, bodyOf) => {
    const answer = await send(type, bodyOf);
    expect(answer.status).toBe(401);
    expect(await faultOf(answer)).toBe("CredentialsSignin");
  });

  it.each(["//evil.example", "https://evil.example/", "/..//evil.example", "nothing"])(
    "leads to no other site, asked for %s",
    async (callbackUrl) => {
      const answer = await send(FORM, typed({ email, password: DEMO_PASSWORD, callbackUrl }));
      const { url }: { url: string } = await answer.json();
      expect(url).toBe(`${address}/`);
    },
  );
});
