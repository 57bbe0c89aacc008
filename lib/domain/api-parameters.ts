import { z } from "zod";
import type { JsonSchema } from "./packet-schema";

/** A parameter of an operation, in the form of OpenAPI. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  /** Lists are written with commas. */
  readonly style?: "form";
  readonly explode?: false;
}

/** Parameters of a query, from the schema that parses them. */
export function parametersOf(query: z.ZodObject): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodDefault) jsonSchema.default = zodSchema.def.defaultValue;
    },
  });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === "boolean") return [];
    const { description = "", ...schema } = property;
    const list = schema.type === "array" ? ({ style: "form", explode: false } as const) : {};
    return [{ name, in: "query", required: required.includes(name), description, schema, ...list }];
  });
}
