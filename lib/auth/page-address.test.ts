import { describe, expect, it } from "vitest";
import { isReadablePath } from "./readable-path";
import { withoutEmptyParts } from "./without-empty-parts";

describe("a path", () => {
  it.each([
    ["/bikes/LI-000412", true],
    ["/bikes/%C3%9F%00%2F", true],
    ["/bikes/%E0%A4%A", false],
    ["/bikes/%", false],
    ["/%FF", false],
  ])("%s can be read: %s", (path, readable) => expect(isReadablePath(path)).toBe(readable));
});

describe("a query", () => {
  it.each([
    ["", ""],
    ["?", ""],
    ["?q=&seen=&charge=", ""],
    ["?q=&seen=day&charge=", "?seen=day"],
    ["?q=a%20b&sort=bike", "?q=a%20b&sort=bike"],
    ["?from=2023-07-06T00:00:00Z&&to=", "?from=2023-07-06T00:00:00Z"],
    ["?_rsc", "?_rsc"],
  ])("%s loses its empty parts: %s", (search, left) => expect(withoutEmptyParts(search)).toBe(left));
});
