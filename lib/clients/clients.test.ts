import { describe, expect, it } from "vitest";
import type { ApiClient } from "@/lib/domain/actor";
import { createExpiringCache } from "@/lib/domain/expiring-cache";
import { parseBikeBinding } from "./bike-binding";
import { createKey, hashOfKey, isKey } from "./key";
import { mayClientRead, mayClientSend } from "./may-client";

const client: ApiClient = {
  id: "1",
  name: "ride app",
  organisationId: "2",
  organisationKind: "fleet",
  scopes: ["read", "write"],
  sources: ["app"],
  bikeIds: ["LI-000123"],
  bikePrefixes: ["DCU-"],
};

describe("what a client is bound to", () => {
  it.each([
    ["DCU-000001", "app", true],
    ["LI-000123", "app", true],
    ["LI-0001234", "app", false],
    ["LI-00012", "app", false],
    ["XDCU-000001", "app", false],
    ["DCU-000001", "iot", false],
  ] as const)("lets it send %s by %s: %s", (bikeId, source, allowed) => {
    expect(mayClientSend(client, bikeId, source)).toBe(allowed);
  });

  it("needs the scope that fits", () => {
    expect(mayClientSend({ ...client, scopes: ["read"] }, "DCU-000001", "app")).toBe(false);
    expect(mayClientRead({ ...client, scopes: ["write"] }, "DCU-000001")).toBe(false);
    expect(mayClientRead(client, "DCU-000001")).toBe(true);
  });

  it.each([
    ["LI-000123", { id: "LI-000123" }],
    ["LI-*", { prefix: "LI-" }],
    ["*", null],
    ["L*", null],
    ["LI-*-7", null],
    ["li-*", null],
    ["LI-.*", null],
    ["LI-[0-9]", null],
    ["", null],
  ])("reads the binding %s", (text, binding) => {
    expect(parseBikeBinding(text)).toEqual(binding);
  });
});

describe("keys", () => {
  it("have 256 random bits and are kept as SHA-256", () => {
    const key = createKey();
    expect(isKey(key)).toBe(true);
    expect(Buffer.from(key.slice(5), "base64url")).toHaveLength(32);
    expect(hashOfKey(key)).toMatch(/^[0-9a-f]{64}$/);
    expect(createKey()).not.toBe(key);
  });

  it.each(["", "slip_", "Bearer x", `slip_${"a".repeat(44)}`, `slip_${"*".repeat(43)}`])(
    "of another form are never looked up: %s",
    (text) => expect(isKey(text)).toBe(false),
  );
});

describe("the memory of answers", () => {
  it("forgets at the moment given", () => {
    const cache = createExpiringCache<null>(10);
    cache.set("a", null, 100);
    expect(cache.get("a", 99)).toEqual({ value: null, untilMs: 100 });
    expect(cache.get("a", 100)).toBeUndefined();
  });

  it("stays within its limit and drops the oldest", () => {
    const cache = createExpiringCache<number>(2);
    for (const [index, key] of ["a", "b", "c"].entries()) cache.set(key, index, 100);
    expect(["a", "b", "c"].map((key) => cache.get(key, 0)?.value)).toEqual([undefined, 1, 2]);
  });
});
