import { expect, it } from "vitest";
import { z } from "zod";
import { schemaOf } from "./api-schemas";
import { schemaFields } from "./schema-fields";

const rowsOf = (schema: z.ZodType) =>
  schemaFields(schemaOf(schema)).map(({ name, required, type, unit, description }) => [
    ...[required ? `${name} *` : name, type, unit, description],
  ]);

it("tells each field's type, unit and meaning, and whether it is always there", () => {
  const schema = z.object({
    id: z.uuid().describe("yours"),
    at: z.iso.datetime().describe("when").nullable(),
    charge_pct: z.number().min(0).max(100).optional().describe("at the start"),
    count: z.int(),
    kind: z.enum(["iot", "app", "both"]),
    name: z.string().max(9),
    is_known: z.boolean(),
  });
  expect(rowsOf(schema)).toEqual([
    ["id *", "UUID", "", "yours"],
    ["at *", "time (ISO 8601) or null", "", "when"],
    ["charge_pct", "number from 0 to 100", "%", "at the start"],
    ["count *", "whole number", "", ""],
    ["kind *", "iot, app or both", "", ""],
    ["name *", "text of at most 9 characters", "", ""],
    ["is_known *", "true or false", "", ""],
  ]);
});

it("tells what is in objects and lists after them, by the unit of what they are of", () => {
  const ends = z.object({ low: z.number(), rides: z.array(z.object({ moving_s: z.number() })) });
  expect(rowsOf(z.object({ energy_wh: ends.nullable().describe("drawn") }))).toEqual([
    ["energy_wh *", "object or null", "", "drawn"],
    ["energy_wh.low *", "number", "Wh", ""],
    ["energy_wh.rides *", "list", "", ""],
    ["energy_wh.rides[].moving_s *", "number", "s", ""],
  ]);
});

it("tells of lists what is in them, and of names that are not known what they are of", () => {
  const schema = z.object({
    points: z.array(z.tuple([z.int(), z.number().nullable()])).max(10),
    values: z.record(z.string(), z.union([z.number(), z.array(z.string())]).describe("newest")),
  });
  expect(rowsOf(schema)).toEqual([
    ["points *", "list of at most 10: [whole number, number or null]", "", ""],
    ["values *", "object", "", ""],
    ["values.<name>", "number or list: text", "", "newest"],
  ]);
});
