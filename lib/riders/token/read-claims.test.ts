import { describe, expect, it } from "vitest";
import { AUDIENCE, claimsOf, NOW_MS } from "../testing/test-issuer";
import { readClaims } from "./read-claims";

const ISSUER = "https://login.example.org";
const NOW = NOW_MS / 1_000;
const expected = { issuer: ISSUER, audience: AUDIENCE, claim: "sub", mostAgeSeconds: 3_600 };
const read = (more: Record<string, unknown> = {}, type: unknown = "JWT", of = expected) =>
  readClaims({ ...claimsOf(ISSUER), ...more }, type, of, NOW_MS);

describe("the claims of a token", () => {
  it.each([
    [{}, "JWT"],
    [{}, undefined],
    [{}, "at+jwt"],
    [{}, "application/AT+JWT"],
    [{ aud: [AUDIENCE] }, "JWT"],
    [{ nbf: NOW }, "JWT"],
  ])("name the rider: %j, typ %s", (more, type) => {
    expect(read(more, type)).toMatchObject({ kind: "rider", reference: "rider-1" });
  });

  it.each([
    [{ scope: "openid consents:write" }, ["openid", "consents:write"]],
    [{ scope: undefined, scp: ["rides", "consents:write"] }, ["rides", "consents:write"]],
    [{ scope: undefined, scp: "consents:write" }, ["consents:write"]],
    [{ scope: "  ", scp: [7, null] }, []],
    [{ scope: undefined }, []],
    [{ scope: { "consents:write": true } }, []],
  ])("say what the token is for: %j", (more, scopes) => {
    expect(read(more)).toMatchObject({ scopes });
  });

  it("name the rider by the claim that was agreed", () => {
    expect(read({ card: "Zoë 7" }, "JWT", { ...expected, claim: "card" })).toMatchObject({
      kind: "rider",
      reference: "Zoë 7",
    });
    expect(read({}, "JWT", { ...expected, claim: "toString" })).toMatchObject({ kind: "fault" });
  });

  it.each([
    ["exp", -60, "fault"],
    ["exp", -59.9, "rider"],
    ["iat", -3_660, "rider"],
    ["iat", -3_660.1, "fault"],
    ["iat", 60, "rider"],
    ["iat", 60.1, "fault"],
    ["nbf", 60, "rider"],
    ["nbf", 60.1, "fault"],
  ])("hold within a minute of our clock and no longer: %s %d s from now is a %s", (name, seconds, kind) => {
    expect(read({ [name]: NOW + seconds }).kind).toBe(kind);
  });

  it.each([
    ["another issuer", { iss: `${ISSUER}/` }, `iss: ${ISSUER}`],
    ["another audience", { aud: "mail" }, `aud: ${AUDIENCE}`],
    ["several audiences, of which each could use it here", { aud: [AUDIENCE, "mail"] }, "and nobody else"],
    ["no audience", { aud: undefined }, `aud: ${AUDIENCE}`],
    ["no audience in a list", { aud: [] }, `aud: ${AUDIENCE}`],
    ["an end that has passed", { exp: NOW - 3_600 }, "exp: after 2026-11-28T11:59"],
    ["no end", { exp: undefined }, "exp and iat"],
    ["no beginning", { iat: undefined }, "exp and iat"],
    ["an end in words", { exp: "2099-01-01" }, "in seconds"],
    ["an end beyond all time", { exp: 1e300, iat: 1e300 }, "iat: until"],
    [
      "an age of more than an hour, whenever it ends",
      { iat: NOW - 3_661, exp: NOW + 9e6 },
      "iat: since 2026-11-28T10:59:00",
    ],
    ["nobody", { sub: undefined }, "sub: 1 to 120"],
    ["a number instead of a name", { sub: 7 }, "sub: 1 to 120"],
    ["a name with blanks around it, which another has without", { sub: " rider-1" }, "without blanks"],
    ["a name whose accents were typed in another form", { sub: "Zoe\u0308" }, "in NFC"],
    ["a name that nobody sees", { sub: "\u200b" }, "that are seen"],
    ["a name too long", { sub: "x".repeat(121) }, "1 to 120"],
  ])("are refused with what was expected: %s", (_what, more, words) => {
    expect(read(more)).toMatchObject({ kind: "fault", expected: expect.stringContaining(words) });
  });

  it.each(["logout+jwt", "dpop+jwt", "JWE", 5, null])(
    "of a token for other ends are refused: typ %j",
    (type) => {
      expect(read({}, type)).toMatchObject({ kind: "fault", expected: "typ: none, JWT or at+jwt" });
    },
  );
});
