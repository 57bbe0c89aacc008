import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNestedDeeper } from "./nesting";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner)))
    : 0;

describe("isNestedDeeper", () => {
  it("finds exactly how deep lists and objects are nested, whatever texts hold", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const json = JSON.stringify(value);
        const depth = depthOf(JSON.parse(json));
        expect(isNestedDeeper(json, depth)).toBe(false);
        if (depth > 0) expect(isNestedDeeper(json, depth - 1)).toBe(true);
      }),
    );
  });

  it.each(['"[[[[', '"\\"[[[[', '"a\\\\\\"{{{{"', "]]]]", ""])("survives what is no JSON: %s", (text) => {
    expect(isNestedDeeper(text, 3)).toBe(false);
  });
});
