import { type JsonSchema, PACKET_SCHEMA } from "./packet-schema";

/** What the schema's own words leave open for somebody who has never sent a packet. */
const MEANINGS: Readonly<Record<string, string>> = {
  v: "version of the packet's form",
  bike_id: "which bike, as its maker or fleet named it; the key must cover it",
  readings: "at least one reading, in any order; more than 500 are cut into several packets",
};

const { properties, required } = PACKET_SCHEMA;
const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

/** The fields of a packet, each with its meaning. */
export const PACKET_PROPERTIES: readonly {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description: string;
}[] = Object.entries(isSchema(properties) ? properties : {}).flatMap(([name, schema]) =>
  isSchema(schema)
    ? [
        {
          name,
          required: Array.isArray(required) && required.includes(name),
          schema,
          description: MEANINGS[name] ?? String(schema.description ?? ""),
        },
      ]
    : [],
);

/** JSON Schema of a packet with these meanings. */
export const DESCRIBED_PACKET: JsonSchema = {
  ...PACKET_SCHEMA,
  properties: Object.fromEntries(
    PACKET_PROPERTIES.map(({ name, schema, description }) => [name, { ...schema, description }]),
  ),
};
