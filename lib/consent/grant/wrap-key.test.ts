import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newGrantKey, unwrapKey, wrapKey } from "./wrap-key";

describe("the key of a grant in the database", () => {
  const wrapping = randomBytes(32);

  it("comes back by the key that it was wrapped with, and looks like another each time", () => {
    const key = newGrantKey();
    const [first, second] = [wrapKey(wrapping, key, 7), wrapKey(wrapping, key, 7)];
    expect(Buffer.from(unwrapKey(wrapping, first, 7))).toEqual(key);
    expect(first).not.toEqual(second);
    expect(first.includes(Buffer.from(key))).toBe(false);
  });

  it("comes back by no other key, of no other grant, and not where a bit of it is another", () => {
    const wrapped = wrapKey(wrapping, newGrantKey(), 7);
    expect(() => unwrapKey(randomBytes(32), wrapped, 7)).toThrow(/SLIPSTREAM_PSEUDONYM_KEY/);
    expect(() => unwrapKey(wrapping, wrapped, 8)).toThrow(/grant 8/);
    wrapped[40] = (wrapped[40] ?? 0) ^ 1;
    expect(() => unwrapKey(wrapping, wrapped, 7)).toThrow(/grant 7/);
  });
});
