import { FIELDS } from "@/lib/domain/fields";
import { isNestedDeeper } from "@/lib/domain/nesting";

/** Where a bike was, and what it is made of. */
const TELLING = new Set(["lat", "lon", "altitude_m", "heading_deg"]);
const isTelling = (name: string): boolean => TELLING.has(name) || name.endsWith("_serial");

/** Names, in packets and in stored form, whose values tell neither where somebody was nor who. */
const HARMLESS = new Set([
  "v",
  "t",
  "@timestamp",
  "source",
  "sent_at",
  "error_count",
  ...FIELDS.filter(({ name }) => !isTelling(name)).flatMap(({ name, stored }) => [name, stored]),
]);
/** Texts of the contract; anything may be written into a field of numbers. */
const TEXTS: Readonly<Record<string, RegExp>> = {
  source: /^(iot|app)$/,
  sent_at: /^[\dT:.Z+-]{1,40}$/,
  error_codes: /^[\x20-\x7e]{1,32}$/,
  firmware: /^[\x20-\x7e]{1,64}$/,
};

/** Every value of a parsed text but those that may be seen by everyone; names stay, and what kind of value it was. */
export function hidden(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => hidden(item, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner, key)]));
  if (value === null || (HARMLESS.has(name) && isShown(value, name))) return value;
  return typeof value === "string" ? `hidden: text of ${value.length} characters` : `hidden: ${typeof value}`;
}

const isShown = (value: unknown, name: string): boolean =>
  typeof value !== "string" || (TEXTS[name]?.test(value) ?? false);

/** A JSON text with values hidden, or null for another text, of which nothing can be told apart. */
export function hiddenText(text: string): string | null {
  if (isNestedDeeper(text)) return null;
  try {
    return JSON.stringify(hidden(JSON.parse(text)), null, 1);
  } catch {
    return null;
  }
}

/** Whether what came for a field may be seen by everyone: numbers, truths and nothing, for a field that tells nothing. */
export const isHarmlessValue = (field: string, got: string): boolean =>
  HARMLESS.has(field) && /^(-?[\d.eE+-]{1,30}|true|false|null|nothing)$/.test(got);
