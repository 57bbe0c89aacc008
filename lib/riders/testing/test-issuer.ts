import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { CONSENTS_SCOPE } from "@/lib/domain/rider-scope";
import type { RiderIssuer } from "../rider-issuer";

interface Pair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function makePair(kid: string, alg = "ES256"): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

export const AUDIENCE = "rides-app";
export const SCOPES: readonly string[] = ["openid", CONSENTS_SCOPE];
export const NOW_MS = Date.UTC(2026, 10, 28, 12);
const NOW = NOW_MS / 1_000;

/** What a good token says; all of it may be said otherwise. */
export const claimsOf = (issuer: string, more: JWTPayload = {}): JWTPayload => ({
  ...{ iss: issuer, aud: AUDIENCE, sub: "rider-1", iat: NOW - 10, exp: NOW + 600 },
  scope: SCOPES.join(" "),
  ...more,
});

export const signWith = (
  { privateKey, jwk }: Pair,
  claims: JWTPayload,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: jwk.alg ?? "ES256", kid: jwk.kid ?? "", typ: "JWT", ...header })
    .sign(privateKey);

type Answer = (response: ServerResponse) => void;

/** An issuer on this machine that serves its keys by real HTTP, however badly it is told to. */
export async function openIssuer() {
  let pair = await makePair("first");
  let keys: readonly JWK[] = [pair.jwk];
  let asked = 0;
  const serve: Answer = (response) => {
    response.setHeader("content-type", "application/jwk-set+json");
    response.end(JSON.stringify({ keys }));
  };
  let answer = serve;
  const server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    keysAddress: `${address}/keys`,
    asked: () => asked,
    pair: () => pair,
    /** Of an organisation that trusts it. */
    of: (organisationId: string, isRequired = false): RiderIssuer => ({
      ...{ organisationId, issuer: address, audience: AUDIENCE, keysAddress: `${address}/keys` },
      ...{ claim: "sub", isRequired, mostAgeSeconds: 3_600 },
    }),
    token: (more: JWTPayload = {}, by = pair) => signWith(by, claimsOf(address, more)),
    /** Signs by another key from now on, and takes the one before back. */
    async rotate(kid: string) {
      pair = await makePair(kid);
      keys = [pair.jwk];
    },
    answerWith(other: Answer) {
      answer = other;
    },
    answerWell() {
      answer = serve;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
export type TestIssuer = Awaited<ReturnType<typeof openIssuer>>;
