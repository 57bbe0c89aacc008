import type { Scope } from "./actor";
import { ProblemAnswer } from "./api-answers";
import type { Example } from "./api-examples";
import { LIMITS } from "./api-limits";
import type { Operation } from "./api-operation";
import { OPERATIONS } from "./api-operations";
import { RETRIES } from "./api-retries";
import { RULES } from "./api-rules";
import { API_SCHEMAS, schemaOf } from "./api-schemas";
import { DESCRIBED_PACKET } from "./packet-properties";
import { type JsonSchema, READING_SCHEMA } from "./packet-schema";

/** Nobody who is signed in does what belongs to an app. */
const CLIENTS_ONLY: ReadonlySet<Scope> = new Set(["write", "consent"]);

/** The API as an OpenAPI 3.1 document, made from the contract's table and the schemas that routes parse with. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const { method, path } = operation;
    paths[path] = { ...paths[path], [method]: describeOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Slipstream", version: "1", description: introduction() },
    servers: [{ url: "/", description: "where this document is" }],
    paths,
    components: {
      schemas: {
        Packet: DESCRIBED_PACKET,
        Reading: READING_SCHEMA,
        ...Object.fromEntries(Object.entries(API_SCHEMAS).map(([name, schema]) => [name, schemaOf(schema)])),
        Problem: schemaOf(ProblemAnswer),
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

function describeOperation(operation: Operation): JsonSchema {
  const { id, summary, description, method, scope, parameters, statuses, examples } = operation;
  return {
    operationId: id,
    summary,
    description,
    security: CLIENTS_ONLY.has(scope) ? [{ clientKey: [] }] : [{ clientKey: [] }, { session: [] }],
    // A body's type belongs to the body: OpenAPI ignores a header parameter of that name.
    parameters: parameters.filter(({ name }) => name !== "Content-Type"),
    ...(method === "post" ? { requestBody: bodyOf(operation) } : {}),
    responses: Object.fromEntries(
      Object.entries(statuses).map(([status, meaning]) => [
        status,
        status.startsWith("2") ? success(operation, meaning) : problem(status, meaning),
      ]),
    ),
    "x-codeSamples": examples.map(({ title, request }) => ({
      lang: "Shell",
      label: title,
      source: request("$ADDRESS"),
    })),
  };
}

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const BODY: JsonSchema = {
  required: true,
  content: {
    "application/json": { schema: { anyOf: [ref("Packet"), { type: "array", items: ref("Packet") }] } },
    "application/x-ndjson": { schema: ref("Packet") },
  },
};

const FILE: JsonSchema = { type: "string", format: "binary" };

function bodyOf({ body }: Operation): JsonSchema {
  if (body === undefined) return BODY;
  const content = Object.entries(body).map(([type, name]) => [
    type,
    { schema: name === null ? FILE : ref(name) },
  ]);
  return { required: true, content: Object.fromEntries(content) };
}

function success({ answer, examples }: Operation, description: string): JsonSchema {
  const content = Object.entries(answer).map(([type, names]) => {
    const [first, ...others] = names.map(ref);
    const schema =
      first === undefined ? { type: "string" } : others.length === 0 ? first : { anyOf: names.map(ref) };
    return [type, { schema, examples: examplesOf(examples, type) }] as const;
  });
  return { description, content: Object.fromEntries(content) };
}

const examplesOf = (examples: readonly Example[], wanted: string): JsonSchema =>
  Object.fromEntries(
    examples
      .filter(({ type }) => type === wanted)
      .map(({ id, title, answer }) => [id, { summary: title, value: answer }]),
  );

const RETRY_AFTER: JsonSchema = { schema: { type: "integer" }, description: "seconds to wait" };

const problem = (status: string, meaning: string): JsonSchema => ({
  description: `${meaning}. Again? ${RETRIES[status]}`,
  content: { "application/problem+json": { schema: ref("Problem") } },
  ...(status === "429" || status === "503" ? { headers: { "Retry-After": RETRY_AFTER } } : {}),
});

/** Everything that belongs to no single operation, as Markdown. */
const introduction = (): string =>
  [
    "Telemetry of connected e-bikes: send readings of any age, read series and newest values, estimate range and riding time, register bikes, tell which components were made, record what riders agree to.",
    ...RULES.map(({ title, text }) => `**${title}.** ${text}`),
    `| Limit | | Beyond it |\n| --- | --- | --- |\n${LIMITS.map(({ what, limit, beyond }) => `| ${what} | ${limit} | ${beyond} |`).join("\n")}`,
  ].join("\n\n");
