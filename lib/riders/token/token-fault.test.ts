import { createLocalJWKSet } from "jose";
import { describe, expect, it } from "vitest";
import { UploadLines } from "@/lib/ingest/upload-lines";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { AUDIENCE, claimsOf, makePair, NOW_MS, signWith } from "../testing/test-issuer";
import { verifyToken } from "./verify-token";

const ISSUER = "https://login.example.org";
const issuer = {
  ...{ organisationId: "o", issuer: ISSUER, audience: AUDIENCE, claim: "sub", isRequired: false },
  ...{ keysAddress: `${ISSUER}/keys`, mostAgeSeconds: 3_600 },
};

describe("a token that is not taken", () => {
  it.each([
    ["the rider's name", { sub: " Zoë Example 4711" }, "Zoë Example 4711", "sub: 1 to 120"],
    ["whom else it is for", { aud: "zoe.example-bank" }, "zoe.example-bank", `aud: ${AUDIENCE}`],
    ["who issued it", { iss: "https://zoe.example" }, "https://zoe.example", `iss: ${ISSUER}`],
  ])("is told to its sender with %s, and to the log without it", async (_what, claims, told, expected) => {
    const pair = await makePair("k");
    const token = await signWith(pair, claimsOf(ISSUER, claims));
    const keys = createLocalJWKSet({ keys: [pair.jwk] });
    const fault = await verifyToken(token, issuer, keys, NOW_MS).catch((refusal: unknown) => refusal);
    expect(fault).toMatchObject({ code: "unauthenticated", message: expect.stringContaining(told) });
    const { log, lines } = writtenLines("info");
    new UploadLines(log).failed({ batch: "b", trace: "t", client: "c" }, fault);
    expect(lines).toMatchObject([{ msg: "upload refused", code: "unauthenticated" }]);
    expect(lines[0]?.why).toContain(`Slipstream-Rider: expected ${expected}`);
    expect(JSON.stringify(lines)).not.toContain(told);
  });
});
