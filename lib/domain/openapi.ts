import { z } from "zod";
import {
  BikeAnswer,
  BikesAnswer,
  ProblemAnswer,
  ReadingsAnswer,
  SeriesAnswer,
  UploadAnswer,
} from "./api-answers";
import { BikesQuery, ReadingsQuery } from "./api-queries";
import { BIKE_ID_PATTERN } from "./packet";
import { type JsonSchema, PACKET_SCHEMA, READING_SCHEMA } from "./packet-schema";

/** One entry of the API, as the document and its reader show it. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: "read" | "write";
  readonly parameters: readonly JsonSchema[];
  readonly body?: JsonSchema;
  readonly answers: Readonly<Record<string, JsonSchema>>;
}

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const json = (description: string, schema: JsonSchema, type = "application/json"): JsonSchema => ({
  description,
  content: { [type]: { schema } },
});
const problem = (description: string): JsonSchema =>
  json(description, ref("Problem"), "application/problem+json");
const waiting = (description: string): JsonSchema => ({
  ...problem(description),
  headers: { "Retry-After": { schema: { type: "integer" }, description: "seconds to wait" } },
});

const BIKE_ID: JsonSchema = {
  name: "bikeId",
  in: "path",
  required: true,
  schema: { type: "string", pattern: BIKE_ID_PATTERN.source },
};
const ENCODING: JsonSchema = {
  name: "Content-Encoding",
  in: "header",
  description: "gzip or none",
  schema: { enum: ["gzip", "identity"] },
};
const REFUSED = {
  "400": problem("not understood; for an upload: no packet was accepted"),
  "401": problem("no valid key and nobody signed in"),
  "403": problem("scope or role missing; for an upload: the client may send for none of its bikes"),
  "503": waiting("a store cannot be reached; try again"),
};
const UNKNOWN_BIKE = { "404": problem("no such bike, or not one of yours") };

/** Parameters of a query as OpenAPI names them, from the schema that parses them. */
function parametersOf(query: z.ZodObject, descriptions: Readonly<Record<string, string>>): JsonSchema[] {
  const schema: JsonSchema = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  const required: unknown = schema.required;
  return Object.entries(schema.properties ?? {}).map(([name, value]) => ({
    name,
    in: "query",
    required: Array.isArray(required) && required.includes(name),
    schema: value,
    ...(descriptions[name] === undefined ? {} : { description: descriptions[name] }),
  }));
}

export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/telemetry",
    id: "sendTelemetry",
    summary: "Send readings",
    description:
      "One packet or a list of packets as JSON, or one packet a line as NDJSON; at most 8 MB unpacked, 20,000 packets and 100,000 readings, complete within 30 s. Packets are accepted or refused one by one. The answer comes after every accepted packet is kept safely; sending the same again stores nothing twice. Readings may be of any age.",
    scope: "write",
    parameters: [ENCODING],
    body: {
      required: true,
      content: {
        "application/json": { schema: { anyOf: [ref("Packet"), { type: "array", items: ref("Packet") }] } },
        "application/x-ndjson": { schema: ref("Packet") },
      },
    },
    answers: {
      "202": json("kept; what of it was refused or will not be stored", ref("UploadReport")),
      ...REFUSED,
      "408": problem("the body was not complete within 30 s; send it again"),
      "413": problem("more than 8 MB unpacked, 20,000 packets or 100,000 readings"),
      "415": problem("neither JSON nor NDJSON, or another encoding than gzip"),
      "429": waiting("more than a client may send, or have under way at once"),
    },
  },
  {
    method: "get",
    path: "/api/v1/bikes",
    id: "listBikes",
    summary: "List bikes",
    description: "Bikes that you may see with the newest value of each field, page by page.",
    scope: "read",
    parameters: parametersOf(BikesQuery, {
      query: "part of a bike's id",
      max_charge_pct: "charge at most",
      with_faults: "only bikes that report faults now",
      sort: "default newest",
      order: "default desc",
      limit: "bikes per page, 1 to 200, default 50",
      cursor: "next_cursor of the page before",
    }),
    answers: { "200": json("a page of bikes", ref("Bikes")), ...REFUSED },
  },
  {
    method: "get",
    path: "/api/v1/bikes/{bikeId}/state",
    id: "getBikeState",
    summary: "Newest values of a bike",
    description: "The newest value of each field with the time when it was measured, however it arrived.",
    scope: "read",
    parameters: [BIKE_ID],
    answers: { "200": json("the bike's state", ref("Bike")), ...REFUSED, ...UNKNOWN_BIKE },
  },
  {
    method: "get",
    path: "/api/v1/bikes/{bikeId}/readings",
    id: "getReadings",
    summary: "Readings of a bike",
    description:
      "Readings measured in [from, to), in order of time and source, page by page; or, with points, a series per numeric field that keeps the extremes; or the whole range as CSV.",
    scope: "read",
    parameters: [
      BIKE_ID,
      ...parametersOf(ReadingsQuery, {
        from: "first moment, ISO 8601 with a zone or ms since epoch",
        to: "moment after the last",
        fields: "names separated by commas, default all",
        source: "only what this one recorded",
        limit: "readings per page, 1 to 10000, default 1000",
        cursor: "next_cursor of the page before",
        points: "most points per field, 10 to 1000: answers series instead of readings",
        format: "csv answers text/csv, without limit the whole range",
      }),
    ],
    answers: {
      "200": {
        description: "a page of readings, or series",
        content: {
          "application/json": { schema: { anyOf: [ref("Readings"), ref("Series")] } },
          "text/csv": { schema: { type: "string" } },
        },
      },
      ...REFUSED,
      ...UNKNOWN_BIKE,
    },
  },
];

const ANSWERS = {
  Bike: BikeAnswer,
  Bikes: BikesAnswer,
  Readings: ReadingsAnswer,
  Series: SeriesAnswer,
  UploadReport: UploadAnswer,
  Problem: ProblemAnswer,
};

/** The API as an OpenAPI 3.1 document, made from the contract's table and the schemas that routes parse with. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, id, summary, description, parameters, body, answers } of OPERATIONS) {
    paths[path] = {
      ...paths[path],
      [method]: {
        operationId: id,
        summary,
        description,
        security: method === "post" ? [{ clientKey: [] }] : [{ clientKey: [] }, { session: [] }],
        parameters,
        ...(body ? { requestBody: body } : {}),
        responses: answers,
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Slipstream",
      version: "1",
      description: "Telemetry of connected e-bikes: send readings of any age, read series and newest values.",
    },
    paths,
    components: {
      schemas: {
        Packet: PACKET_SCHEMA,
        Reading: READING_SCHEMA,
        ...Object.fromEntries(Object.entries(ANSWERS).map(([name, schema]) => [name, schemaOf(schema)])),
      },
      securitySchemes: {
        clientKey: { type: "http", scheme: "bearer", description: "key of an API client" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description: "signed-in user",
        },
      },
    },
  };
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" });
  return rest;
}
