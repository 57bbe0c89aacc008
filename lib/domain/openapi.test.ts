import { describe, expect, it } from "vitest";
import { OPERATIONS, openApiDocument } from "./openapi";

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
  const parts = pointer.replace(/^#\//, "").split("/");
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
    for (const { path, answers, parameters } of OPERATIONS) {
      for (const answer of Object.values(answers)) expect(typeof answer.description).toBe("string");
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(inPath);
      for (const parameter of parameters) {
        expect(isObject(parameter.schema)).toBe(true);
        expect(typeof parameter.name).toBe("string");
      }
    }
  });

  it("says which parameters are needed", () => {
    const readings = OPERATIONS.find((operation) => operation.id === "getReadings");
    const needed = readings?.parameters.filter((one) => one.required).map((one) => one.name);
    expect(needed).toEqual(["bikeId", "from", "to"]);
  });
});
