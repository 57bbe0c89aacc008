import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";
import { rolesOf } from "./identity-provider";
import { isOwnOrigin } from "./own-origin";

const request = (headers: Record<string, string>) => new Request("http://x/", { method: "POST", headers });

describe("the origin of a request that changes something", () => {
  it.each([
    ["https://bikes.example", "https://bikes.example", true],
    ["https://bikes.example:444", "https://bikes.example", false],
    ["http://bikes.example", "https://bikes.example", false],
    ["https://evil.example", "https://bikes.example", false],
    ["null", "https://bikes.example", false],
  ])("%s for %s: %s", (origin, service, own) => {
    expect(isOwnOrigin(request({ origin }), service)).toBe(own);
  });

  it("is the host that was asked where no address is set", () => {
    const host = "127.0.0.1:3000";
    expect(isOwnOrigin(request({ origin: "http://127.0.0.1:3000", host }), undefined)).toBe(true);
    expect(isOwnOrigin(request({ origin: "http://127.0.0.1:3001", host }), undefined)).toBe(false);
    expect(isOwnOrigin(request({ host }), undefined)).toBe(false);
  });
});

describe("the address of a client", () => {
  it.each([
    ["203.0.113.7", 0, "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7", 1, "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7, 10.0.0.1", 2, "203.0.113.7"],
    ["203.0.113.7", 2, "203.0.113.7"],
    ["", 1, "unknown"],
    [null, 0, "unknown"],
  ])("of %s behind %i proxies is %s", (header, proxies, address) => {
    expect(clientAddress(header, proxies)).toBe(address);
  });
});

describe("roles from claims", () => {
  const mapping = {
    claim: "groups",
    roles: { fleet: ["operator" as const], it: ["platform" as const, "admin" as const] },
    organisation: "Slipstream",
  };
  it.each([
    [["fleet"], ["operator"]],
    [
      ["it", "fleet", "it", 7],
      ["platform", "admin", "operator"],
    ],
    ["fleet", ["operator"]],
    [["unknown"], []],
    [undefined, []],
    [{ fleet: true }, []],
  ])("%j becomes %j", (groups, roles) => expect(rolesOf({ groups }, mapping)).toEqual(roles));

  it("are never found on the prototype", () => {
    expect(rolesOf({ groups: ["constructor", "__proto__"] }, mapping)).toEqual([]);
  });
});
