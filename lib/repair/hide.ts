import { FIELDS } from "@/lib/domain/fields";
import { isNestedDeeper } from "@/lib/domain/nesting";

/** Where a bike was, and what it is made of. */
const TELLING = new Set(["lat", "lon", "altitude_m", "heading_deg"]);
const isTelling = (name: string): boolean => TELLING.has(name) || name.endsWith("_serial");

/** Names whose values tell neither where somebody was nor who, where they stand in a packet. */
const OF_PACKETS = new Set(["v", "source", "sent_at"]);
/** The same in a reading, as it was sent or in stored form. */
const OF_READINGS = new Set([
  "t",
  "@timestamp",
  "source",
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

/**
 * A parsed packet or reading, or a reading in stored form, with every value but those that may be seen by everyone
 * replaced by what kind of value it was. A name means something in its place only: of what lies deeper not even names
 * are left.
 */
export function hidden(value: unknown): unknown {
  if (!isObject(value) || !("readings" in value)) return hiddenReading(value);
  const { readings } = value;
  return {
    ...hiddenMembers(value, OF_PACKETS),
    readings: Array.isArray(readings) ? readings.map(hiddenReading) : kindOf(readings),
  };
}

const hiddenReading = (value: unknown): unknown =>
  isObject(value) ? hiddenMembers(value, OF_READINGS) : kindOf(value);

const hiddenMembers = (object: object, harmless: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      harmless.has(name) && isShown(value, name) ? value : kindOf(value),
    ]),
  );

function isShown(value: unknown, name: string): boolean {
  if (name === "error_codes" && Array.isArray(value)) return value.every((code) => isShown(code, name));
  const form = TEXTS[name];
  return form ? typeof value === "string" && form.test(value) : /^(number|boolean)$/.test(typeof value);
}

function kindOf(value: unknown): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return `hidden: list of ${value.length}`;
  return typeof value === "string" ? `hidden: text of ${value.length} characters` : `hidden: ${typeof value}`;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
  (OF_PACKETS.has(field) || OF_READINGS.has(field)) &&
  /^(-?[\d.eE+-]{1,30}|true|false|null|nothing)$/.test(got);
