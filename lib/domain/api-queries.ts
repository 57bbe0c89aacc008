import { z } from "zod";
import { shown } from "./faults";
import { FIELDS, fieldNamed } from "./fields";
import { LOOKUP_LENGTH } from "./lookup";
import { SOURCES } from "./packet";

/**
 * Query parameters of the read API, as texts from a URL to what the questions take. What each allows, its default and its
 * meaning stand here alone: the API document and its page are made from these.
 */

/** Most things of one page, and how many it has where nobody says. */
export const PAGES = {
  bikes: { most: 200, usual: 50 },
  readings: { most: 10_000, usual: 1_000 },
  rides: { most: 1_000, usual: 100 },
} as const;

const FIELD_NAMES = FIELDS.map((field) => field.name);

const unlike = (expected: string, got: unknown): string =>
  `expected ${expected}, got ${got === "" ? "an empty text" : shown(got)}`;
const wanting = (expected: string) => ({
  error: ({ input }: { readonly input?: unknown }) => unlike(expected, input),
});

const text = (expected: string, fits: (text: string) => boolean) =>
  z.string(wanting(expected)).refine(fits, { ...wanting(expected), abort: true });

const atMost = (length: number) =>
  text(`a text of at most ${length} characters`, (given) => given.length <= length).meta({
    maxLength: length,
  });

const whole = (min: number, max: number) =>
  text(
    `a whole number from ${min} to ${max}`,
    (given) => /^\d{1,9}$/.test(given) && Number(given) >= min && Number(given) <= max,
  )
    .transform(Number)
    .meta({ type: "integer", minimum: min, maximum: max });

const oneOf = <const T extends string>(names: readonly T[]) =>
  z.enum(names, wanting(names.length === 2 ? names.join(" or ") : `one of ${names.join(", ")}`));

const YesOrNo = text("true or false", (given) => given === "true" || given === "false")
  .transform((given) => given === "true")
  .meta({ type: "boolean" });

const IsoTime = z.iso.datetime({ offset: true });
const isMilliseconds = (given: string): boolean => /^-?\d{1,15}$/.test(given);
const Instant = text(
  "a time: ISO 8601 with a zone, such as 2026-01-31T08:00:00Z, or whole ms since epoch",
  (given) => isMilliseconds(given) || IsoTime.safeParse(given).success,
)
  .transform((given) => (isMilliseconds(given) ? Number(given) : Date.parse(given)))
  .meta({ type: ["string", "integer"], format: "date-time" });

const FieldNames = z
  .string()
  .transform((list, context) => {
    const names = [...new Set(list.split(",").map((name) => name.trim()))];
    const unknown = names.filter((name) => fieldNamed(name) === undefined);
    if (unknown.length === 0) return names;
    const got = unknown.map((name) => (name === "" ? "an empty name" : name)).join(", ");
    const message = unlike(`some of ${FIELD_NAMES.join(", ")}`, got);
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({ type: "array", items: { enum: FIELD_NAMES } });

const Cursor = atMost(500).optional().describe("next_cursor of the page before, for the page after it");

export const BikesQuery = z.strictObject({
  query: atMost(32).optional().describe("part of a bike's id, in capitals or not"),
  max_charge_pct: whole(0, 100).optional().describe("only bikes whose charge is at most this"),
  with_faults: YesOrNo.default(false).describe("true: only bikes that report faults now"),
  sort: oneOf(["bike", "newest", "charge", "speed", "odometer"])
    .default("newest")
    .describe("by id, time of the newest reading, or value; bikes without the value come last"),
  order: oneOf(["asc", "desc"]).default("desc").describe("smallest or oldest first, or the other way round"),
  limit: whole(1, PAGES.bikes.most).default(PAGES.bikes.usual).describe("bikes per page"),
  cursor: Cursor,
});

export const LookupQuery = z.strictObject({
  q: text(
    `a text of 1 to ${LOOKUP_LENGTH} characters`,
    (given) => given.trim() !== "" && given.length <= LOOKUP_LENGTH,
  )
    .meta({ minLength: 1, maxLength: LOOKUP_LENGTH })
    .describe("a number from the bike or one of its components, or a part of it, as it is read out"),
});

export const RidesQuery = z
  .strictObject({
    from: Instant.describe("first moment of the range; in a URL, write the + of a zone as %2B"),
    to: Instant.describe("moment after the last, later than from"),
    limit: whole(1, PAGES.rides.most).default(PAGES.rides.usual).describe("rides per page"),
    cursor: Cursor,
  })
  .refine((query) => query.from < query.to, {
    path: ["to"],
    error: "expected a time after from, got the same or an earlier one",
  });

export const ReadingsQuery = z
  .strictObject({
    from: Instant.describe("first moment of the range; in a URL, write the + of a zone as %2B"),
    to: Instant.describe("moment after the last, later than from"),
    fields: FieldNames.optional().describe("separated by commas; without it, all that you may see"),
    source: oneOf(SOURCES).optional().describe("only what this one recorded; without it, both"),
    limit: whole(1, PAGES.readings.most)
      .optional()
      .describe(`readings per page; without it ${PAGES.readings.usual}, as CSV the whole range`),
    cursor: Cursor,
    points: whole(10, 1_000)
      .optional()
      .describe("most points per field: answers series for charts instead of readings"),
    format: oneOf(["json", "csv"]).default("json").describe("csv answers text/csv, with a header line"),
  })
  .refine((query) => query.from < query.to, {
    path: ["to"],
    error: "expected a time after from, got the same or an earlier one",
  })
  .refine((query) => query.points === undefined || query.format === "json", {
    path: ["points"],
    error: "expected format json with points, got format csv",
  });
