import { z } from "zod";
import { type Example, RIDDEN_BIKE } from "./api-examples";
import type { Operation } from "./api-operation";
import { shown } from "./faults";
import { BIKE_ID_PATTERN, BikeId } from "./packet";

/** Most bytes of one route as it is sent. */
export const ESTIMATE_BYTES = 1024 * 1024;
/** Weather is another after this: what the bike measured of it longer ago does not count. */
export const TEMPERATURE_HOLDS_HOURS = 2;
export const ROUTE_LIMITS = { points: 10_000, leastKm: 0.1, mostKm: 300 } as const;
/** The polyline of so many points, each of two numbers of at most six characters. */
const POLYLINE_LENGTH = ROUTE_LIMITS.points * 12;

const number = (what: string, min: number, max: number) =>
  z
    .number({ error: ({ input }) => `expected ${what} from ${min} to ${max}, got ${shown(input)}` })
    .refine((value) => value >= min && value <= max, {
      error: ({ input }) => `expected ${what} from ${min} to ${max}, got ${shown(input)}`,
    })
    .meta({ minimum: min, maximum: max });

const Height = number("metres above the sea", -500, 9_000);
const Place = z.union(
  [
    z.tuple([number("a longitude", -180, 180), number("a latitude", -90, 90)]),
    z.tuple([number("a longitude", -180, 180), number("a latitude", -90, 90), Height]),
  ],
  "expected longitude, latitude and, where it is known, the height in metres, as GeoJSON has them, got something else",
);
const points = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .min(2)
    .max(ROUTE_LIMITS.points, {
      error: ({ input }) =>
        `expected at most ${ROUTE_LIMITS.points} points, got ${Array.isArray(input) ? input.length : "more"}`,
    });

export const EstimateBody = z
  .strictObject({
    bike_id: BikeId.describe("the bike's id"),
    polyline: z
      .string()
      .min(1)
      .max(POLYLINE_LENGTH)
      .optional()
      .describe("the route as an encoded polyline (1e-5 degrees), or else coordinates"),
    heights: points(Height)
      .optional()
      .describe("of the points of the polyline, metres above the sea; as many as it has points"),
    coordinates: points(Place)
      .optional()
      .describe(
        "the route as positions of a GeoJSON line, or else polyline: longitude, latitude and, in all or none, height in metres",
      ),
    charge_pct: number("a charge", 0, 100)
      .optional()
      .describe("at the start; without it the newest that the bike told"),
    temperature_c: number("a temperature", -50, 60)
      .optional()
      .describe(
        `of the air; without it, what the bike measured within the last ${TEMPERATURE_HOLDS_HOURS} h, else the mean of rides`,
      ),
  })
  .refine(({ polyline, coordinates }) => (polyline === undefined) !== (coordinates === undefined), {
    path: ["polyline"],
    error: ({ input }) => {
      const both = typeof input === "object" && input !== null && "polyline" in input;
      return `expected either polyline or coordinates, got ${both ? "both" : "neither"}`;
    },
  })
  .refine(({ polyline, heights }) => heights === undefined || polyline !== undefined, {
    path: ["heights"],
    error: "expected beside a polyline, got with coordinates, which carry their own",
  });
export type EstimateBody = z.infer<typeof EstimateBody>;

const Time = z.iso.datetime().describe("ISO 8601, UTC");
const Interval = z
  .object({
    value: z.number().describe("the median"),
    low: z.number().describe("lower end of the 80 % interval"),
    high: z.number().describe("upper end of the 80 % interval"),
  })
  .nullable();
/** @param what is estimated, with its unit. */
const interval = (what: string) =>
  Interval.describe(
    `${what}: the median, and the ends of the 80 % interval; null where it cannot be estimated`,
  );
const MeasuredAt = Time.nullable();

const Basis = z.object({
  own_rides: z
    .number()
    .int()
    .describe("rides of the bike, under its owner of now, that the estimate is made of"),
  model_published_at: Time.nullable().describe("of the model of all bikes; null where there is none"),
  temperature_c: z
    .number()
    .nullable()
    .describe(
      `that you named, or that the bike measured within the last ${TEMPERATURE_HOLDS_HOURS} h; else null, and the mean of rides counts`,
    ),
  battery_wh: z
    .number()
    .nullable()
    .describe("capacity when new, of the bike's model; null where it is not known"),
  battery_health_pct: z
    .number()
    .nullable()
    .describe("state of health that the bike told last; null where it never told one"),
});

export const EstimateAnswer = z.object({
  bike_id: z.string().describe("the bike's id"),
  distance_km: z.number().describe("length of the route"),
  climb_m: z.number().nullable().describe("metres upwards, together; null where nothing tells of it"),
  climb_known: z
    .boolean()
    .describe(
      "whether the climb is that of the route; false, without heights, where it is what the bike usually climbs",
    ),
  riding_time_s: interval("seconds in motion, to which halts come on top"),
  energy_wh: interval("watt-hours that are drawn from the battery"),
  charge_pct: z
    .number()
    .nullable()
    .describe("at the start; null where you named none and the bike never told one"),
  charge_measured_at: MeasuredAt.describe("null where you named the charge or the bike never told one"),
  arrival_charge_pct: interval("per cent of charge on arrival, 0 where it does not last"),
  missing: z.array(z.string()).describe("why something is not estimated"),
  basis: Basis.describe("what the estimate is made of"),
});
export type EstimateAnswer = z.infer<typeof EstimateAnswer>;

export const RangeAnswer = z.object({
  bike_id: z.string().describe("the bike's id"),
  charge_pct: z.number().nullable().describe("newest that the bike told; null where it never told one"),
  charge_measured_at: MeasuredAt.describe("null where the bike never told a charge"),
  range_km: interval("kilometres until the battery is empty, ridden as the bike is ridden"),
  missing: z.array(z.string()).describe("why there is no estimate"),
  basis: Basis.describe("what the estimate is made of"),
});
export type RangeAnswer = z.infer<typeof RangeAnswer>;

const BASIS = {
  own_rides: 34,
  model_published_at: "2026-11-28T02:00:00.000Z",
  temperature_c: 6.5,
  battery_wh: 504,
  battery_health_pct: 93.5,
};

export const ESTIMATE_ROUTE: Example = {
  id: "estimate",
  title: "A route of three points with heights, for a bike that rides in the local stack",
  request: (address) => `curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  --data '{"bike_id":"${RIDDEN_BIKE}","coordinates":[[9.5215,47.1415,455],[9.5101,47.1658,470],[9.5089,47.1702,460]]}' \\
  "${address}/api/v1/estimates"`,
  status: 200,
  type: "application/json",
  answer: {
    bike_id: RIDDEN_BIKE,
    distance_km: 3.335,
    climb_m: 15,
    climb_known: true,
    riding_time_s: { value: 580, low: 541, high: 622 },
    energy_wh: { value: 22.6, low: 17.1, high: 29.9 },
    charge_pct: 63.5,
    charge_measured_at: "2026-11-28T15:04:10.120Z",
    arrival_charge_pct: { value: 58.7, low: 57.1, high: 59.9 },
    missing: [],
    basis: BASIS,
  },
};

export const RANGE: Example = {
  id: "range",
  title: "How far a bike that rides in the local stack goes on its charge",
  request: (address) =>
    `curl -H "Authorization: Bearer $KEY" \\\n  "${address}/api/v1/bikes/${RIDDEN_BIKE}/range"`,
  status: 200,
  type: "application/json",
  answer: {
    bike_id: RIDDEN_BIKE,
    charge_pct: 63.5,
    charge_measured_at: "2026-11-28T15:04:10.120Z",
    range_km: { value: 41.2, low: 33.4, high: 50.1 },
    missing: [],
    basis: BASIS,
  },
};

const REFUSALS = {
  "401": "no valid key, and nobody signed in",
  "403": "the key lacks the scope read, or the person a role that sees bikes",
  "404": "no such bike, or not one of yours",
  "429": "too many questions under way at once",
  "500": "a fault on our side; it has been recorded",
  "503": "the store cannot answer now",
};
const WHAT_COUNTS =
  "What counts is how the bike was ridden, and how bikes are ridden whose riders agreed that theirs helps the range model: the more rides a bike has, the more they count. In 80 of 100 cases the truth lies between low and high.";

export const RANGE_OPERATION: Operation = {
  method: "get",
  path: "/api/v1/bikes/{bikeId}/range",
  id: "getRange",
  summary: "Remaining range of a bike",
  description: `How far the bike goes on the charge that it told last. ${WHAT_COUNTS}`,
  scope: "read",
  parameters: [
    {
      name: "bikeId",
      in: "path",
      required: true,
      description: "the bike's id",
      schema: { type: "string", pattern: BIKE_ID_PATTERN.source },
    },
  ],
  answer: { "application/json": ["Range"] },
  statuses: { "200": "the range, or why there is none", ...REFUSALS },
  examples: [RANGE],
};

export const ESTIMATE_OPERATION: Operation = {
  method: "post",
  path: "/api/v1/estimates",
  id: "estimateRoute",
  summary: "Estimate a route",
  description: `Riding time, energy and charge on arrival of a route of ${ROUTE_LIMITS.leastKm} to ${ROUTE_LIMITS.mostKm} km, as an encoded polyline or as coordinates. Without heights the climb is what the bike usually climbs, and the interval is wider. Nothing of the route is kept. ${WHAT_COUNTS}`,
  scope: "read",
  body: { "application/json": "EstimateBody" },
  parameters: [
    {
      name: "Content-Type",
      in: "header",
      required: true,
      description: "JSON",
      schema: { enum: ["application/json"] },
    },
  ],
  answer: { "application/json": ["Estimate"] },
  statuses: {
    "200": "the estimate, or why parts of it are missing",
    "400":
      "the route is not understood, too short or too long; the detail names what was expected and what came",
    ...REFUSALS,
    "408": "the body was not complete within 30 s",
    "413": "more bytes than a route may have",
    "415": "not JSON, or another encoding than gzip",
  },
  examples: [ESTIMATE_ROUTE],
};
