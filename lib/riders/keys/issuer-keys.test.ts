import { describe, expect, it } from "vitest";
import { claimsOf, makePair, NOW_MS, signWith } from "../testing/test-issuer";
import { verifyToken } from "../token/verify-token";
import type { KeySet } from "./fetch-keys";
import { IssuerKeys } from "./issuer-keys";

const ISSUER = "https://login.example.org";
const issuer = {
  ...{ organisationId: "o", issuer: ISSUER, audience: "rides-app", claim: "sub", isRequired: false },
  ...{ keysAddress: `${ISSUER}/keys`, mostAgeSeconds: 3_600 },
};
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** An issuer with a key, a clock that is set by hand, and how often its keys were asked for. */
async function start() {
  let nowMs = 0;
  let asked = 0;
  let fetch: () => Promise<unknown> = async () => ({ keys: [first.jwk] });
  const first = await makePair("first");
  const keys = new IssuerKeys(
    async () => {
      asked += 1;
      return (await fetch()) as KeySet;
    },
    () => nowMs,
  );
  return {
    first,
    asked: () => asked,
    at: (ms: number) => {
      nowMs = ms;
    },
    serve: (next: () => Promise<unknown>) => {
      fetch = next;
    },
    show: async (pair = first) =>
      verifyToken(
        await signWith(pair, claimsOf(ISSUER)),
        issuer,
        keys.finder(issuer.keysAddress),
        NOW_MS,
      ).then(
        ({ reference }) => reference,
        (fault: { code: string }) => fault.code,
      ),
  };
}
const down = async () => {
  throw new Error("refused");
};

describe("the keys of an issuer", () => {
  it("are fetched once for many at once, and again after ten minutes", async () => {
    const { show, asked, at } = await start();
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => show())))).toEqual(
      new Set(["rider-1"]),
    );
    expect(asked()).toBe(1);
    at(10 * MINUTE - 1);
    await show();
    expect(asked()).toBe(1);
    at(10 * MINUTE);
    await show();
    expect(asked()).toBe(2);
  });

  it("are asked for when a key is not known, at most once in 30 s whatever tokens say", async () => {
    const { show, asked, at, serve, first } = await start();
    await show();
    const second = await makePair("second");
    serve(async () => ({ keys: [second.jwk] }));
    at(29 * SECOND);
    expect(await show(second)).toBe("unauthenticated");
    expect(asked()).toBe(1);
    at(30 * SECOND);
    expect(await show(second)).toBe("rider-1");
    expect(asked()).toBe(2);
    expect(await show(first)).toBe("unauthenticated");
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => makePair(`made up ${index}`)));
    at(60 * SECOND);
    for (const pair of made) expect(await show(pair)).toBe("unauthenticated");
    expect(asked()).toBe(3);
  });

  it("hold while the issuer is down, which is asked each 30 s, and not for more than a day", async () => {
    const { show, asked, at, serve } = await start();
    await show();
    serve(down);
    at(11 * MINUTE);
    expect(await show()).toBe("rider-1");
    expect(await show()).toBe("rider-1");
    expect(asked()).toBe(2);
    at(11 * MINUTE + 30 * SECOND);
    await show();
    expect(asked()).toBe(3);
    at(24 * HOUR - 1);
    expect(await show()).toBe("rider-1");
    at(24 * HOUR + MINUTE);
    expect(await show()).toBe("unavailable");
  });

  it("are unavailable, and nobody's token wrong, as long as they were never there", async () => {
    const { show, asked, at, serve, first } = await start();
    serve(down);
    expect(await show()).toBe("unavailable");
    expect(await show()).toBe("unavailable");
    expect(asked()).toBe(1);
    serve(async () => ({ keys: [first.jwk] }));
    at(30 * SECOND);
    expect(await show()).toBe("rider-1");
  });
});
