import { describe, expect, it } from "vitest";
import type { SignIn } from "@/lib/users/sign-in-with-password";
import { answerOf, tryCredentials } from "./try-credentials";

describe("what is typed to sign in", () => {
  const tried = async (credentials: unknown) => {
    const attempts: unknown[] = [];
    const signIn = await tryCredentials(credentials, async (typed): Promise<SignIn> => {
      attempts.push(typed);
      return { kind: "signed-in", userId: "u" };
    });
    return { attempts, kind: signIn.kind };
  };

  it("is tried, and nothing else that came with it", async () => {
    const typed = { email: "zoë@x.example", password: "pass wörd 🚲" };
    const sent = { ...typed, csrfToken: "c", redirect: "false" };
    expect(await tried(sent)).toEqual({ attempts: [typed], kind: "signed-in" });
  });

  it.each([
    [{ email: "a\u0000@x.example", password: "p" }],
    [{ email: "a@x.example\r\n", password: "p" }],
    [{ email: "a@x.example", password: "p\u0000" }],
    [{ email: "a\u0085@x.example", password: "p" }],
    [{ email: 5, password: "p" }],
    [{ email: ["a@x.example"], password: "p" }],
    [{ email: "a@x.example", password: { length: 3 } }],
    [{ email: "a@x.example" }],
    [{}],
    [[]],
    ["email"],
    [null],
    [undefined],
  ])("is refused without being tried: %j", async (credentials) => {
    expect(await tried(credentials)).toEqual({ attempts: [], kind: "refused" });
  });
});

describe("the answer to next-auth", () => {
  it("names the user, nobody, or how long to wait", () => {
    expect(answerOf({ kind: "signed-in", userId: "u" })).toEqual({ id: "u" });
    expect(answerOf({ kind: "refused" })).toBeNull();
    expect(() => answerOf({ kind: "slow-down", retryAfterSeconds: 7 })).toThrow(/^slow-down:7$/);
  });
});
