import type { JsonSchema } from "./packet-schema";

/** What a schema of a parameter or packet field allows, in words; empty where it says nothing. */
export function allowedValues(schema: JsonSchema): string {
  const { type, minimum, maximum, pattern, maxLength, format, items } = schema;
  if ("const" in schema) return String(schema.const);
  if (Array.isArray(schema.enum)) return listed(schema.enum, "or");
  if (type === "array")
    return isSchema(items) && Array.isArray(items.enum) ? listed(items.enum, "and") : "list";
  if (format === "date-time") return "ISO 8601 with a zone, or ms since epoch";
  if (type === "integer") return `whole number from ${minimum} to ${maximum}`;
  if (type === "boolean") return "true or false";
  if (pattern !== undefined) return `text matching ${pattern}`;
  if (maxLength !== undefined) return `text of at most ${maxLength} characters`;
  return "";
}

/** `a, b or c`. */
export const listed = (names: readonly unknown[], last: "or" | "and"): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;
