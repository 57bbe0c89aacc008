import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePacketText } from "./decode-packet";
import { FIELDS } from "./fields";
import { type JsonSchema, PACKET_SCHEMA, READING_SCHEMA } from "./packet-schema";

/** The keywords that our schemas use, as JSON Schema 2020-12 defines them; any other is a mistake of this test. */
const KEYWORDS: Readonly<Record<string, (rule: unknown, value: unknown, schema: JsonSchema) => boolean>> = {
  title: () => true,
  description: () => true,
  type: (rule, value) => [rule].flat().some((type) => hasType(value, type)),
  const: (rule, value) => value === rule,
  enum: (rule, value) => Array.isArray(rule) && rule.includes(value),
  minimum: (rule, value) => typeof value !== "number" || value >= Number(rule),
  maximum: (rule, value) => typeof value !== "number" || value <= Number(rule),
  pattern: (rule, value) => typeof value !== "string" || new RegExp(String(rule), "u").test(value),
  minItems: (rule, value) => !Array.isArray(value) || value.length >= Number(rule),
  maxItems: (rule, value) => !Array.isArray(value) || value.length <= Number(rule),
  items: (rule, value) => !Array.isArray(value) || value.every((item) => allows(rule, item)),
  required: (rule, value) => !isObject(value) || (Array.isArray(rule) && rule.every((name) => name in value)),
  properties: (rule, value) =>
    !isObject(value) ||
    !isObject(rule) ||
    Object.entries(rule).every(([name, inner]) => !(name in value) || allows(inner, value[name])),
  additionalProperties: (_rule, value, schema) =>
    !isObject(value) ||
    Object.keys(value).every((name) => isObject(schema.properties) && name in schema.properties),
  anyOf: (rule, value) => Array.isArray(rule) && rule.some((inner) => allows(inner, value)),
  $ref: (rule, value) => rule === "#/components/schemas/Reading" && allows(READING_SCHEMA, value),
};

function allows(schema: unknown, value: unknown): boolean {
  if (!isObject(schema)) throw new Error("no schema");
  return Object.entries(schema).every(([keyword, rule]) => {
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    return check(rule, value, schema);
  });
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
function hasType(value: unknown, type: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return isObject(value);
  return typeof value === type;
}

/** Taken whole: every reading with a usable time, no value taken out. */
function decodes(json: string): boolean {
  const packet = decodePacketText(json);
  return (
    packet.kind === "packet" &&
    packet.faults.length === 0 &&
    packet.readings.every((reading) => Number.isFinite(reading.timeMs))
  );
}

const odd = fc.constantFrom<unknown>(
  null,
  true,
  "",
  "E1",
  "ü",
  "a".repeat(65),
  [],
  ["E1"],
  ["", 1],
  {},
  -1,
  1.5,
  1e16,
);
const usually = (usual: unknown, ...others: unknown[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
const USUAL = { boolean: [true, false], text: ["4.2.1", "a b"], "text-set": [["E2", "E1", "E2"], []] };
const aValue = (field: (typeof FIELDS)[number]): fc.Arbitrary<unknown> => {
  if (field.kind !== "number") {
    const usual = fc.constantFrom<unknown>(...USUAL[field.kind]);
    return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
  }
  const { min, max, whole } = field;
  const inside = fc.double({ min, max, noNaN: true }).map((value) => (whole ? Math.round(value) : value));
  return fc.oneof(
    { weight: 18, arbitrary: inside },
    { weight: 2, arbitrary: fc.constantFrom(min, max) },
    { weight: 1, arbitrary: fc.constantFrom(min - 0.001, max + 0.001) },
    { weight: 1, arbitrary: odd },
  );
};
const aReading = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 2 ** 42 }) }, { weight: 1, arbitrary: odd }),
    fc
      .uniqueArray(fc.constantFrom(...FIELDS), { maxLength: 5 })
      .chain((fields) =>
        fc.tuple(...fields.map((field) => fc.tuple(fc.constant(field.name), aValue(field)))),
      ),
    fc.constantFrom({}, {}, {}, { lat: 47, lon: 9 }, { lat: null, lon: null }, { lat: null }, { x: 1 }),
  )
  .map(([t, values, extra]) => ({ t, ...Object.fromEntries(values), ...extra }));
const aPacket = fc
  .record({
    v: usually(1, 2, "1"),
    bike_id: fc.constantFrom<unknown>(
      "LI-000123",
      "A1B",
      "DCU-1",
      "LI-000124",
      "li-1",
      "A",
      "-AB",
      7,
      "LI-1\n",
    ),
    source: usually("app", "iot", "gps", null),
    readings: fc.oneof(
      { weight: 9, arbitrary: fc.array<unknown>(aReading, { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>([], {}, null, [1], ["x"], [null]) },
    ),
  })
  .chain((packet) =>
    fc.constantFrom<Record<string, unknown>>(
      packet,
      packet,
      { ...packet, sent_at: 5 },
      { ...packet, extra: 1 },
      {
        v: packet.v,
      },
    ),
  );

describe("the packet's schema", () => {
  it("allows exactly what the decoder takes whole", () => {
    let whole = 0;
    fc.assert(
      fc.property(aPacket, (packet) => {
        const json = JSON.stringify(packet);
        const taken = decodes(json);
        expect(allows(PACKET_SCHEMA, JSON.parse(json))).toBe(taken);
        if (taken) whole++;
      }),
      { numRuns: 3_000 },
    );
    expect(whole).toBeGreaterThan(100);
  });

  it("has every field of the contract", () => {
    const properties = isObject(READING_SCHEMA.properties) ? Object.keys(READING_SCHEMA.properties) : [];
    expect(properties).toEqual(["t", ...FIELDS.map((field) => field.name)]);
  });
});
