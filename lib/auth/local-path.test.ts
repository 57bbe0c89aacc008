import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localAddress, localPath } from "./local-path";

const here = "https://bikes.example";
const landsOn = (address: string) => new URL(address, `${here}/sign-in`).origin;

describe("the path to go to after signing in", () => {
  it.each([
    ["/bikes/LI-000123?from=2023-07-06&x=1", "/bikes/LI-000123?from=2023-07-06&x=1"],
    ["/bikes/../account", "/account"],
    ["/bikes//x", "/bikes//x"],
    [undefined, "/"],
    ["", "/"],
    ["bikes", "/"],
    ["https://evil.example/", "/"],
    ["//evil.example/x", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["/..//evil.example/x", "/"],
    ["/a/..//evil.example", "/"],
    ["/%2e//evil.example", "/"],
    ["/.\\\\evil.example", "/"],
    ["/a/%2E%2e/\\evil.example", "/"],
    ["javascript:alert(1)", "/"],
  ])("leads from %s to %s", (path, expected) => expect(localPath(path)).toBe(expected));

  it("never leads to another site", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "%2e",
      "//",
      "\t",
      "\n",
      "a",
      "@",
      ":",
      "?",
      "#",
      "e.x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(landsOn(localPath(`/${pieces.join("")}`))).toBe(here);
        expect(landsOn(localAddress(pieces.join(""), here))).toBe(here);
        expect(landsOn(localAddress(`${here}/${pieces.join("")}`, here))).toBe(here);
      }),
    );
  });
});

describe("the address to go to after signing in", () => {
  it.each([
    ["https://bikes.example", "https://bikes.example/"],
    ["https://bikes.example/bikes?x=1", "https://bikes.example/bikes?x=1"],
    ["/bikes", "https://bikes.example/bikes"],
    ["https://bikes.example.evil.example/", "https://bikes.example/"],
    ["https://bikes.example@evil.example/", "https://bikes.example/"],
    ["https://bikes.example/..//evil.example", "https://bikes.example/"],
    ["nothing", "https://bikes.example/"],
  ])("leads from %s to %s", (address, expected) => expect(localAddress(address, here)).toBe(expected));
});
