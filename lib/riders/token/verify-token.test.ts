import { createHmac } from "node:crypto";
import { createLocalJWKSet, exportSPKI, importJWK, type JWK, type JWTPayload, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { AUDIENCE, claimsOf, makePair, NOW_MS, signWith } from "../testing/test-issuer";
import { readRiderToken } from "./read-header";
import { ALGORITHMS, verifyToken } from "./verify-token";

const ISSUER = "https://login.example.org";
const issuer = {
  ...{ organisationId: "o", issuer: ISSUER, audience: AUDIENCE, claim: "sub", isRequired: false },
  ...{ keysAddress: `${ISSUER}/keys`, mostAgeSeconds: 3_600 },
};
const verify = (token: string, ...keys: readonly JWK[]) =>
  verifyToken(token, issuer, createLocalJWKSet({ keys: [...keys] }), NOW_MS);
const claims = (more: JWTPayload = {}) => claimsOf(ISSUER, more);
const refused = (words: string) => ({
  code: "unauthenticated",
  message: expect.stringMatching(new RegExp(`^Slipstream-Rider: expected [\\s\\S]*${words}`)),
  details: { data: { header: "Slipstream-Rider" } },
});
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a rider's token", () => {
  it.each(ALGORITHMS)("signed by %s names its rider", async (alg) => {
    const pair = await makePair("k", alg);
    expect(await verify(await signWith(pair, claims()), pair.jwk)).toMatchObject({ reference: "rider-1" });
  });

  it("is verified by the key that it names, of several", async () => {
    const [first, second] = [await makePair("1"), await makePair("2")];
    const token = await signWith(second, claims());
    expect(await verify(token, first.jwk, second.jwk)).toMatchObject({ reference: "rider-1" });
    await expect(verify(token, first.jwk)).rejects.toMatchObject(refused("kid: .* got 2"));
    const claimed = await signWith(second, claims(), { kid: "1" });
    await expect(verify(claimed, first.jwk, second.jwk)).rejects.toMatchObject(refused("a signature"));
  });

  it("says what is wrong with its claims once its signature fits", async () => {
    const pair = await makePair("k");
    const past = await signWith(pair, claims({ exp: 1 }));
    await expect(verify(past, pair.jwk)).rejects.toMatchObject(
      refused("exp: after 2026-11-28T11:59:00.000Z, got 1970-01-01"),
    );
    const early = await signWith(pair, claims({ nbf: NOW_MS / 1_000 + 90 }));
    await expect(verify(early, pair.jwk)).rejects.toMatchObject(refused("nbf: until"));
    const elsewhere = await signWith(pair, claims({ aud: "mail" }));
    await expect(verify(elsewhere, pair.jwk)).rejects.toMatchObject(refused("aud: rides-app.*got mail"));
    const logout = await signWith(pair, claims(), { typ: "logout+jwt" });
    await expect(verify(logout, pair.jwk)).rejects.toMatchObject(refused("typ"));
  });
});

describe("an attacker", () => {
  it("gains nothing by a token without a signature", async () => {
    const { jwk } = await makePair("k");
    const bare = new UnsecuredJWT(claims()).encode();
    expect(() => readRiderToken(new Headers({ "Slipstream-Rider": `Bearer ${bare}` }))).toThrow(
      "three parts",
    );
    const dressed = `${part({ alg: "none", kid: "k" })}.${part(claims())}.${part("x")}`;
    for (const token of [bare, dressed, dressed.replace(/[^.]+$/, "")])
      await expect(verify(token, jwk)).rejects.toMatchObject(refused("alg: one of RS256.*got none"));
  });

  it("gains nothing by the public key as if it were a common secret", async () => {
    const pair = await makePair("k", "RS256");
    const key = await importJWK(pair.jwk, "RS256", { extractable: true });
    if (key instanceof Uint8Array) throw new Error("expected a public key");
    for (const secret of [await exportSPKI(key), JSON.stringify(pair.jwk), pair.jwk.n ?? ""]) {
      const signed = `${part({ alg: "HS256", kid: "k", typ: "JWT" })}.${part(claims())}`;
      const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      await expect(verify(token, pair.jwk)).rejects.toMatchObject(refused("alg: .*got HS256"));
    }
  });

  it("gains nothing by a secret that the issuer's own keys have among them", async () => {
    const secret = Buffer.alloc(32, 7);
    const signed = `${part({ alg: "HS256", kid: "s" })}.${part(claims())}`;
    const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    const jwk = { kty: "oct", kid: "s", alg: "HS256", k: secret.toString("base64url") };
    await expect(verify(token, jwk)).rejects.toMatchObject(refused("alg"));
  });

  it("gains nothing by a key that the token itself brings along, or points to", async () => {
    const [own, issuers] = [await makePair("k"), await makePair("k")];
    for (const header of [
      { jwk: own.jwk },
      { jku: "https://evil.example/keys" },
      { x5u: "https://evil.example" },
    ])
      await expect(verify(await signWith(own, claims(), header), issuers.jwk)).rejects.toMatchObject(
        refused("a signature by the issuer's key"),
      );
  });

  it("gains nothing by one algorithm with the key of another", async () => {
    const pair = await makePair("k", "RS256");
    const { alg: _, ...open } = pair.jwk;
    const token = await signWith(pair, claims());
    expect(await verify(token, open)).toMatchObject({ reference: "rider-1" });
    const [, body, signature] = token.split(".");
    const turned = `${part({ alg: "PS256", kid: "k" })}.${body}.${signature}`;
    await expect(verify(turned, open)).rejects.toMatchObject(refused("a signature"));
    await expect(verify(turned, pair.jwk)).rejects.toMatchObject(refused("kid"));
  });

  it("changes nothing of what was signed", async () => {
    const pair = await makePair("k");
    const [head, , signature] = (await signWith(pair, claims())).split(".");
    const other = `${head}.${part(claims({ sub: "rider-2" }))}.${signature}`;
    await expect(verify(other, pair.jwk)).rejects.toMatchObject(refused("a signature"));
  });

  it.each([
    ["a key of a client", "Bearer slip_secret", "other characters"],
    ["nothing", "", "other characters"],
    ["two tokens", "Bearer a.b.c, Bearer a.b.c", "other characters"],
    ["another scheme", "Basic a.b.c", "other characters"],
    ["an encrypted token", "Bearer a.b.c.d.e", "other characters"],
    ["a very long one", `Bearer ${"a".repeat(9_000)}.b.c`, "at most 8192"],
  ])("is answered without what was sent: %s", (_what, header, words) => {
    const read = () => readRiderToken(new Headers({ "Slipstream-Rider": header }));
    expect(read).toThrow(words);
    expect(read).not.toThrow("secret");
  });

  it.each(["a.b.c", "e30.e30.e30", `${part({ alg: "ES256" })}.${part("x")}.AA`])(
    "is answered what was expected instead of %s",
    async (token) => {
      const { jwk } = await makePair("k");
      await expect(verify(token, jwk)).rejects.toMatchObject({ code: "unauthenticated" });
    },
  );
});
