import { formatNumber } from "@/lib/format/number";
import { listed } from "./allowed-values";
import type { JsonSchema } from "./packet-schema";

/** A field of a body or answer, as a page tells of it. */
export interface SchemaField {
  /** With the fields around it: `position.lat`, `rides[].start`; `<name>` stands for any. */
  readonly name: string;
  /** Whether the object around it always has it. */
  readonly required: boolean;
  /** In words: `number from 0 to 100 or null`. */
  readonly type: string;
  /** Empty where it has none. */
  readonly unit: string;
  readonly description: string;
}

/** Of numbers, by the end of their names. */
const UNITS: Readonly<Record<string, string>> = {
  ...{ s: "s", m: "m", km: "km", kmh: "km/h", wh: "Wh", pct: "%", c: "°C", deg: "deg" },
  ...{ lat: "deg", lon: "deg" },
};

/**
 * All fields of a schema, those of objects and of lists of objects after the field that has them. What numbers of an object
 * without units are measured in is said by the object's own name: `energy_wh.low` is in Wh.
 */
export const schemaFields = (schema: JsonSchema): readonly SchemaField[] => within(schema, "", "");

function within(schema: JsonSchema, path: string, unit: string): SchemaField[] {
  return variantsOf(schema).flatMap((variant) => {
    if (variant.type === "array" && isSchema(variant.items)) return within(variant.items, `${path}[]`, unit);
    const { properties, required, additionalProperties } = variant;
    const names = new Set(Array.isArray(required) ? required : []);
    const own = isSchema(properties) ? Object.entries(properties) : [];
    const others = isSchema(additionalProperties) ? [["<name>", additionalProperties] as const] : [];
    return [...own, ...others].flatMap(([name, property]) =>
      isSchema(property)
        ? field(property, path === "" ? name : `${path}.${name}`, names.has(name), unit)
        : [],
    );
  });
}

function field(schema: JsonSchema, name: string, required: boolean, unitAround: string): SchemaField[] {
  const unit = UNITS[/[a-z]+$/.exec(name)?.[0] ?? ""] ?? unitAround;
  const variants = variantsOf(schema);
  const described = [schema, ...variants]
    .map(({ description }) => description)
    .find((one) => one !== undefined);
  return [
    {
      ...{ name, required, type: typeOf(schema) },
      unit: variants.some(isMeasured) ? unit : "",
      description: typeof described === "string" ? described : "",
    },
    ...within(schema, name, unit),
  ];
}

/** What a schema allows, one by one. */
function variantsOf(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, type } = schema;
  if (Array.isArray(anyOf)) return anyOf.filter(isSchema).flatMap(variantsOf);
  return Array.isArray(type) ? type.map((one) => ({ ...schema, type: one })) : [schema];
}

const typeOf = (schema: JsonSchema): string => [...new Set(variantsOf(schema).map(wordsOf))].join(" or ");

function wordsOf(schema: JsonSchema): string {
  const { type, format, items, prefixItems, maxItems, maxLength } = schema;
  if (Array.isArray(schema.enum)) return listed(schema.enum, "or");
  switch (type) {
    case "array": {
      if (Array.isArray(prefixItems)) return `[${prefixItems.filter(isSchema).map(typeOf).join(", ")}]`;
      const most = typeof maxItems === "number" ? ` of at most ${formatNumber(maxItems)}` : "";
      return isSchema(items) && !hasFields(items) ? `list${most}: ${typeOf(items)}` : `list${most}`;
    }
    case "integer":
      return `whole number${rangeOf(schema)}`;
    case "number":
      return `number${rangeOf(schema)}`;
    case "boolean":
      return "true or false";
    case "string":
      if (format === "date-time") return "time (ISO 8601)";
      if (format === "uuid") return "UUID";
      return typeof maxLength === "number" ? `text of at most ${formatNumber(maxLength)} characters` : "text";
    default:
      return String(type);
  }
}

/** Where all numbers are allowed that there are, nothing. */
function rangeOf({ minimum, maximum }: JsonSchema): string {
  const [least, most] = [minimum, maximum].map((end) =>
    typeof end === "number" && Math.abs(end) < Number.MAX_SAFE_INTEGER ? end : null,
  );
  if (typeof least === "number" && typeof most === "number") return ` from ${least} to ${most}`;
  return typeof least === "number" ? ` from ${least}` : "";
}

const isMeasured = ({ type }: JsonSchema): boolean => type === "number" || type === "integer";
const hasFields = (schema: JsonSchema): boolean => variantsOf(schema).some(({ type }) => type === "object");
const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;
