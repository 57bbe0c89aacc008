import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "./parse-input";

describe("parseInput", () => {
  const schema = z.object({
    reason: z.string().trim(),
    more: z.object({ roles: z.array(z.string()) }).optional(),
    bytes: z.instanceof(Uint8Array).optional(),
  });

  it.each([
    [{ reason: "a\0b" }, "reason"],
    [{ reason: "a", more: { roles: ["b", "\0"] } }, "more.roles.1"],
  ])("refuses a text with a zero in it, which the database would fail on: %j", (input, field) => {
    expect(() => parseInput(schema, input)).toThrow(`${field}: expected text, got a zero byte in it`);
  });

  it("takes bytes as they are", () => {
    const bytes = new Uint8Array([0, 1]);
    expect(parseInput(schema, { reason: " a ", bytes })).toEqual({ reason: "a", bytes });
  });

  it("names every field that is wrong", () => {
    expect(() => parseInput(schema, { reason: 1, more: { roles: [2] } })).toThrow(
      /reason: .*; more\.roles\.0: /,
    );
  });
});
