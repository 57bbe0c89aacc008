import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { fetchKeys } from "./keys/fetch-keys";
import { IssuerKeys } from "./keys/issuer-keys";
import { riderOfRequest } from "./rider-of-request";
import { openRidersSuite, type RidersSuite } from "./testing/riders-suite";
import { makePair, NOW_MS } from "./testing/test-issuer";

let cast: RidersSuite;
let clockMs = 0;
let keys: IssuerKeys;
beforeAll(async () => {
  cast = await openRidersSuite(inject("environment"));
  keys = new IssuerKeys(
    (address) => fetchKeys(address, true, 500),
    () => clockMs,
  );
});
afterAll(() => cast.close());

const riderBy = (token: string | null, client: ApiClient = cast.mine.client) =>
  riderOfRequest(new Headers(token === null ? {} : { "slipstream-rider": `Bearer ${token}` }), client, {
    ...{ isLocal: true, keys, db: cast.suite.db, nowMs: NOW_MS },
  });
const refused = (words: string) => ({ code: "unauthenticated", message: expect.stringContaining(words) });
const HALF_MINUTE = 30_000;

describe("a request with a rider's token", () => {
  it("is of the rider that the token names, and without one of nobody", async () => {
    expect(await riderBy(await cast.mine.issuer.token())).toEqual(cast.mine.rider("rider-1"));
    expect(await riderBy(null)).toBeNull();
  });

  it("is refused by a token of another organisation's rider, of another audience, or of the past", async () => {
    await expect(riderBy(await cast.other.issuer.token())).rejects.toMatchObject(refused("kid: "));
    // Whoever holds the other issuer's key cannot speak for this one, whatever it writes.
    const theirs = cast.other.issuer.pair();
    const dressed = { iss: cast.mine.issuer.address };
    await expect(riderBy(await cast.other.issuer.token(dressed, theirs))).rejects.toMatchObject(
      refused("a signature by the issuer's key"),
    );
    await expect(riderBy(await cast.mine.issuer.token({ aud: "mail" }))).rejects.toMatchObject(
      refused("aud: rides-app and nobody else, got mail"),
    );
    await expect(riderBy(await cast.mine.issuer.token({ exp: NOW_MS / 1_000 - 61 }))).rejects.toMatchObject(
      refused("exp: after"),
    );
    await expect(riderBy(await cast.mine.issuer.token(), cast.other.client)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  it("is refused where the organisation has no issuer", async () => {
    const fleet = await cast.fleet("Unsigned", "UNS-");
    await cast.suite.owner.execute(
      sql`delete from rider_issuers where organisation_id = ${fleet.organisationId}`,
    );
    await expect(riderBy(await fleet.issuer.token(), fleet.client)).rejects.toMatchObject(
      refused("your organisation has no issuer"),
    );
    await fleet.issuer.close();
  });
});

describe("an issuer", () => {
  it("that changes its keys is asked for the new one, and the old one is no longer taken", async () => {
    const { issuer } = cast.mine;
    const before = await issuer.token();
    await riderBy(before);
    await issuer.rotate("second");
    clockMs += HALF_MINUTE;
    expect(await riderBy(await issuer.token())).toEqual(cast.mine.rider("rider-1"));
    await expect(riderBy(before)).rejects.toMatchObject(refused("kid: "));
  });

  it("is not asked more than once in half a minute by tokens with keys that are made up", async () => {
    const { issuer } = cast.mine;
    clockMs += HALF_MINUTE;
    const asked = issuer.asked();
    for (let made = 0; made < 30; made++) {
      const token = await issuer.token({}, await makePair(`made up ${made}`));
      await expect(riderBy(token)).rejects.toMatchObject(refused("kid: "));
    }
    expect(issuer.asked()).toBe(asked + 1);
    expect(await riderBy(await issuer.token())).toEqual(cast.mine.rider("rider-1"));
  });

  it.each([
    ["down", 503],
    ["pointing elsewhere", 302],
  ])("that is %s is spoken for by the keys that it had", async (_how, status) => {
    const { issuer } = cast.mine;
    issuer.answerWith((response) =>
      response.writeHead(status, { location: cast.other.issuer.keysAddress }).end(),
    );
    clockMs += 11 * 60_000;
    const elsewhere = cast.other.issuer.asked();
    expect(await riderBy(await issuer.token())).toEqual(cast.mine.rider("rider-1"));
    expect(cast.other.issuer.asked()).toBe(elsewhere);
    issuer.answerWell();
  });

  it("that was never heard of makes an upload wait, and says that no token is wrong", async () => {
    const fleet = await cast.fleet("Silent", "SIL-");
    fleet.issuer.answerWith(() => undefined);
    await expect(riderBy(await fleet.issuer.token(), fleet.client)).rejects.toMatchObject({
      code: "unavailable",
      details: { retryAfterSeconds: 30 },
    });
    fleet.issuer.answerWell();
    clockMs += HALF_MINUTE;
    expect(await riderBy(await fleet.issuer.token(), fleet.client)).toEqual(fleet.rider("rider-1"));
    await fleet.issuer.close();
  });
});
