import { expect, it } from "vitest";
import { allowedValues } from "./allowed-values";
import { OPERATIONS } from "./api-operations";
import type { JsonSchema } from "./packet-schema";

it.each<[JsonSchema, string]>([
  [{ const: 1 }, "1"],
  [{ type: "string", enum: ["asc", "desc"] }, "asc or desc"],
  [{ enum: ["a", "b", "c"] }, "a, b or c"],
  [{ type: "array", items: { enum: ["a", "b"] } }, "a and b"],
  [{ type: ["string", "integer"], format: "date-time" }, "ISO 8601 with a zone, or ms since epoch"],
  [{ type: "integer", minimum: 1, maximum: 200 }, "whole number from 1 to 200"],
  [{ type: "boolean" }, "true or false"],
  [{ type: "string", pattern: "^[A-Z]+$" }, "text matching ^[A-Z]+$"],
  [{ type: "string", maxLength: 32 }, "text of at most 32 characters"],
  [{}, ""],
])("says what %o allows", (schema, words) => {
  expect(allowedValues(schema)).toBe(words);
});

it("has words for every parameter of the API", () => {
  for (const { schema, name } of OPERATIONS.flatMap(({ parameters }) => parameters))
    expect(allowedValues(schema), name).not.toBe("");
});
