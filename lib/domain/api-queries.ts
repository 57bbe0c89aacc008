import { z } from "zod";
import { FIELDS } from "./fields";
import { SOURCES } from "./packet";

/** Query parameters of the read API, as texts from a URL to what the questions take. */

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `expected a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const yesOrNo = z.enum(["true", "false"]).transform((text) => text === "true");
const cursor = z.string().max(500);

/** ISO 8601 with a zone, or ms since epoch. */
const Instant = z
  .union([z.iso.datetime({ offset: true }), z.string().regex(/^-?\d{1,15}$/)], {
    error: "expected a time: ISO 8601 with a zone, or ms since epoch",
  })
  .transform((text) => (/^-?\d+$/.test(text) ? Number(text) : Date.parse(text)));

const FieldNames = z
  .string()
  .max(600)
  .transform((text) => text.split(",").map((name) => name.trim()))
  .pipe(z.array(z.enum(FIELDS.map((field) => field.name))).max(FIELDS.length));

export const BikesQuery = z.strictObject({
  query: z.string().max(32).optional(),
  max_charge_pct: whole(0, 100).optional(),
  with_faults: yesOrNo.optional(),
  sort: z.enum(["bike", "newest", "charge", "speed", "odometer"]).optional(),
  order: z.enum(["asc", "desc"]).optional(),
  limit: whole(1, 200).optional(),
  cursor: cursor.optional(),
});

export const ReadingsQuery = z
  .strictObject({
    from: Instant,
    to: Instant,
    fields: FieldNames.optional(),
    source: z.enum(SOURCES).optional(),
    limit: whole(1, 10_000).optional(),
    cursor: cursor.optional(),
    points: whole(10, 1_000).optional(),
    format: z.enum(["json", "csv"]).optional(),
  })
  .refine((query) => query.from < query.to, { path: ["to"], message: "expected a time after from" })
  .refine((query) => query.points === undefined || (query.format ?? "json") === "json", {
    path: ["points"],
    message: "expected format json",
  });
