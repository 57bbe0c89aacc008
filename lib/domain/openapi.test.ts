import { describe, expect, it } from "vitest";
import { OPERATIONS } from "./api-operations";
import { RETRIES } from "./api-retries";
import { openApiDocument } from "./openapi";

const document = openApiDocument();
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Everything in the document, deeply. */
function* nodes(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item);
  if (!isObject(value)) return;
  yield value;
  for (const item of Object.values(value)) yield* nodes(item);
}

function resolve(pointer: string): unknown {
  const parts = pointer
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/"));
  return parts.reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), document);
}

describe("the API document", () => {
  it("is OpenAPI 3.1 and plain JSON", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Slipstream" } });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it("points to nothing that is not there", () => {
    const refs = [...nodes(document)].flatMap((node) => (typeof node.$ref === "string" ? [node.$ref] : []));
    expect(refs.length).toBeGreaterThan(10);
    for (const pointer of refs) expect(resolve(pointer), pointer).toBeDefined();
  });

  it("gives every operation an id of its own, described answers, and its path's parameters", () => {
    expect(new Set(OPERATIONS.map((operation) => operation.id)).size).toBe(OPERATIONS.length);
    for (const { method, path, statuses, parameters } of OPERATIONS) {
      expect(resolve(`#/paths/${path.replaceAll("/", "~1")}/${method}`)).toMatchObject({
        responses: Object.fromEntries(
          Object.entries(statuses).map(([status, meaning]) => [
            status,
            { description: expect.stringContaining(meaning) },
          ]),
        ),
      });
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(inPath);
      for (const { description } of parameters) expect(description).not.toBe("");
    }
  });

  it("says of every refusal whether it may be sent again, and gives an example of every answer", () => {
    for (const { statuses, examples, answer } of OPERATIONS) {
      const refusals = Object.keys(statuses).filter((status) => !status.startsWith("2"));
      for (const status of refusals) expect(RETRIES[status], status).toBeDefined();
      expect(new Set(examples.map(({ type }) => type))).toEqual(new Set(Object.keys(answer)));
    }
  });

  it("says what to do after a refusal so that it holds for every operation that has it", () => {
    for (const { id, statuses, parameters } of OPERATIONS) {
      const words = Object.keys(statuses).map((status) => RETRIES[status] ?? "");
      if (id !== "sendTelemetry") expect(words.join(), id).not.toMatch(/upload/);
      const isForRiders = parameters.some(({ name }) => name === "Slipstream-Rider");
      if (isForRiders) expect(RETRIES["401"]).toMatch(/fresh token .*Slipstream-Rider/);
    }
  });

  it("says of a question nothing that belongs to an upload", () => {
    for (const { method, statuses } of OPERATIONS)
      if (method === "get") expect(Object.values(statuses).join()).not.toMatch(/upload|packet|scope write/);
  });

  it("says which parameters are needed, and what is taken when others are left out", () => {
    const parametersOf = (id: string) =>
      OPERATIONS.find((operation) => operation.id === id)?.parameters ?? [];
    const needed = parametersOf("getReadings").filter((one) => one.required);
    expect(needed.map((one) => one.name)).toEqual(["bikeId", "from", "to"]);
    const defaults = parametersOf("listBikes").map(({ name, schema }) => [name, schema.default]);
    expect(Object.fromEntries(defaults)).toEqual({
      with_faults: false,
      sort: "newest",
      order: "desc",
      limit: 50,
    });
  });

  it("writes limits, choices and lists as schemas", () => {
    const schemas = Object.fromEntries(
      OPERATIONS.flatMap(({ parameters }) => parameters).map((one) => [one.name, one]),
    );
    expect(schemas.points?.schema).toEqual({ type: "integer", minimum: 10, maximum: 1_000 });
    expect(schemas.source?.schema).toEqual({ type: "string", enum: ["iot", "app"] });
    expect(schemas.fields).toMatchObject({
      schema: { type: "array", items: { enum: expect.arrayContaining(["speed_kmh"]) } },
      style: "form",
      explode: false,
    });
  });
});
