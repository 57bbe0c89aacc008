import { expectationOf } from "./decode-reading";
import { FIELDS, type Field, LATITUDE, LONGITUDE } from "./fields";
import { BIKE_ID_PATTERN, MAX_READINGS_PER_PACKET, PACKET_VERSION, SOURCES } from "./packet";

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Most a date can hold, ms since epoch. */
const MAX_TIME_MS = 8.64e15;

/** JSON Schema of one value of a field; null is as good as not sent. */
function fieldSchema(field: Field): JsonSchema {
  const about = { title: field.label, description: describe(field) };
  switch (field.kind) {
    case "number":
      return {
        ...about,
        type: [field.whole ? "integer" : "number", "null"],
        minimum: field.min,
        maximum: field.max,
      };
    case "boolean":
      return { ...about, type: ["boolean", "null"] };
    case "text":
      return { ...about, ...textSchema(field.maxLength, ["string", "null"]) };
    case "text-set":
      return {
        ...about,
        type: ["array", "null"],
        maxItems: field.maxItems,
        items: textSchema(field.maxLength, "string"),
      };
  }
}

/** Smallest difference that is kept, in the field's unit; null where there is none. */
export const resolutionOf = (field: Field): number | null =>
  field.kind === "number" ? 1 / field.factor : null;

function describe(field: Field): string {
  const resolution = resolutionOf(field);
  const kept = resolution === null ? "" : `; kept at a resolution of ${resolution}`;
  return `${expectationOf(field)}${kept}`;
}

const textSchema = (maxLength: number, type: unknown): JsonSchema => ({
  type,
  pattern: `^[\\x20-\\x7e]{1,${maxLength}}$`,
});

/** JSON Schema of a reading: what the decoder takes without a fault. */
export const READING_SCHEMA: JsonSchema = {
  type: "object",
  required: ["t"],
  properties: {
    t: {
      type: "integer",
      minimum: -MAX_TIME_MS,
      maximum: MAX_TIME_MS,
      description: "when it was measured, ms since epoch",
    },
    ...Object.fromEntries(FIELDS.map((field) => [field.name, fieldSchema(field)])),
  },
  additionalProperties: false,
  anyOf: [
    {
      description: "with a position",
      required: [LATITUDE.name, LONGITUDE.name],
      properties: positionOf("number"),
    },
    { description: "without a position", properties: positionOf("null") },
  ],
};

/** JSON Schema of a packet: what the decoder takes without a fault. */
export const PACKET_SCHEMA: JsonSchema = {
  type: "object",
  required: ["v", "bike_id", "source", "readings"],
  properties: {
    v: { const: PACKET_VERSION },
    bike_id: { type: "string", pattern: BIKE_ID_PATTERN.source },
    source: { enum: SOURCES, description: "who recorded: the module on the bike, or the rider's phone" },
    sent_at: { description: "when the packet was sent, ISO 8601; for information only" },
    readings: {
      type: "array",
      minItems: 1,
      items: { $ref: "#/components/schemas/Reading" },
      description: `more than ${MAX_READINGS_PER_PACKET} are cut into several packets`,
    },
  },
  additionalProperties: false,
};

function positionOf(type: "number" | "null"): JsonSchema {
  return { [LATITUDE.name]: { type }, [LONGITUDE.name]: { type } };
}
