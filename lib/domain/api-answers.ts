import { z } from "zod";
import { MATCH_HOWS } from "./lookup";
import { NUMBER_KINDS } from "./master-data";
import { BIKE_ID_PATTERN, SOURCES } from "./packet";

/** Answers of the API; the API document is made from these, and tests hold the answers to them. */

const Time = z.iso.datetime().describe("ISO 8601, UTC");
const EventTime = z.number().int().describe("ms since epoch");
const SourceName = z.enum(SOURCES).describe("who recorded it: module on the bike, or rider's phone");
const Value = z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]);
const BikeName = z.string().regex(BIKE_ID_PATTERN);
const Cursor = z.string().nullable().describe("pass it as cursor for the next page; null on the last");

export const BikeAnswer = z.object({
  bike_id: BikeName,
  newest_at: Time.describe("when the newest of the values was measured"),
  position: z
    .object({
      lat: z.number(),
      lon: z.number(),
      altitude_m: z.number().nullable(),
      heading_deg: z.number().nullable(),
      measured_at: Time,
      source: SourceName,
    })
    .nullable()
    .describe("null when unknown, or not for the asker to see"),
  values: z
    .record(z.string(), z.object({ value: Value, measured_at: Time, source: SourceName }))
    .describe("newest value of each field by its name in the packet, each with its own time"),
});
export type BikeAnswer = z.infer<typeof BikeAnswer>;

export const BikesAnswer = z.object({
  bikes: z.array(BikeAnswer),
  total: z.number().int(),
  next_cursor: Cursor,
});
export type BikesAnswer = z.infer<typeof BikesAnswer>;

const FoundBike = z.object({
  bike_id: BikeName,
  model: z.string().nullable(),
  oem: z.string().nullable().describe("who made the bike"),
  fleet: z.string().nullable().describe("whose it is now; null for none, or not for the asker to know"),
  registered_at: Time.nullable().describe("null for a bike that rides and that nobody registered"),
  withdrawn: z.boolean(),
  matched: z
    .object({
      kind: z.enum(NUMBER_KINDS).describe("which number of the bike, or which component's serial number"),
      value: z.string().describe("the number as it was written"),
      how: z.enum(MATCH_HOWS).describe("how it fits what was asked; typo is one slip"),
      past: z.boolean().describe("the bike has this number or component no more"),
    })
    .describe("the number by which the bike was found"),
});
export type FoundBike = z.infer<typeof FoundBike>;

export const LookupAnswer = z.object({
  bikes: z.array(FoundBike).describe("at most ten, the one that was most likely meant first"),
});
export type LookupAnswer = z.infer<typeof LookupAnswer>;

export const ReadingsAnswer = z.object({
  bike_id: BikeName,
  from: Time,
  to: Time,
  fields: z.array(z.string()),
  readings: z.array(
    z
      .object({
        t: EventTime,
        source: SourceName,
        lateness_s: z.number().int().describe("whole seconds from measured to first received"),
      })
      .catchall(Value),
  ),
  next_cursor: Cursor,
});
export type ReadingsAnswer = z.infer<typeof ReadingsAnswer>;

const Measured = z.number().nullable();
const RideAnswer = z.object({
  start: Time.describe("first movement"),
  end: Time.describe("last movement"),
  source: SourceName.describe("whose readings tell it"),
  moving_s: z.number(),
  distance_m: z
    .number()
    .describe(
      "between positions at most a minute apart; by the odometer over gaps, before the first and after the last",
    ),
  unrecorded_m: z.number().describe("as the crow flies over gaps that nothing tells of; not in distance_m"),
  climb_m: Measured,
  average_kmh: Measured.describe("in motion, over the way that was measured step by step"),
  top_kmh: Measured,
  energy_wh: Measured.describe("drawn from the battery, less what was given back"),
  energy_s: z.number().describe("over how many of the seconds in motion that was measured"),
  start_charge_pct: Measured,
  end_charge_pct: Measured,
  data_share: z.number().min(0).max(1).describe("of the ride's time that readings tell of"),
  readings: z.number().int(),
  late_readings: z.number().int().describe("of them, how many arrived 5 minutes late or more"),
  revision: z.number().int().describe("1 at first; more each time that the ride changed"),
});

export const RidesAnswer = z.object({
  bike_id: BikeName,
  from: Time,
  to: Time,
  rides: z.array(RideAnswer).describe("the newest first; null is what nothing tells"),
  total: z.number().int(),
  next_cursor: Cursor,
});
export type RidesAnswer = z.infer<typeof RidesAnswer>;

export const SeriesAnswer = z.object({
  bike_id: BikeName,
  from: Time,
  to: Time,
  readings: z.number().int(),
  late_readings: z.number().int(),
  series: z.array(
    z.object({
      field: z.string(),
      points: z.array(z.tuple([EventTime, z.number().nullable()])).describe("null is a gap"),
    }),
  ),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

const ActivationReason = z.object({
  code: z
    .string()
    .describe(
      "not-registered, ambiguous, merged and withdrawn stand in the way; model-retired and no-readings do not",
    ),
  title: z.string(),
  what_to_do: z.string(),
});
export type ActivationReason = z.infer<typeof ActivationReason>;

export const ActivationAnswer = z.object({
  usable: z.boolean(),
  bike_id: BikeName.optional().describe("the bike that has the identifier, where one does"),
  reasons: z.array(ActivationReason).describe("why it cannot be used, or what else is to be known of it"),
});
export type ActivationAnswer = z.infer<typeof ActivationAnswer>;

const Refusal = z.object({
  packet: z.number().int().describe("place in the upload, from 0"),
  reason: z.string(),
  expected: z.string(),
  got: z.string(),
});
const Fault = z.object({
  packet: z.number().int(),
  reading: z
    .number()
    .int()
    .nullable()
    .describe("place in the packet, from 0; null for a field of the packet"),
  field: z.string(),
  expected: z.string(),
  got: z.string(),
});
export const UploadAnswer = z.object({
  batch_id: z.uuid(),
  received_at: Time,
  accepted: z.object({ packets: z.number().int(), readings: z.number().int() }),
  refused_total: z.number().int(),
  refused: z.array(Refusal).describe("packets that were not taken; the first 1,000"),
  faults_total: z.number().int(),
  faults: z
    .array(Fault)
    .describe("values that will not be stored, the rest of their readings is; the first 1,000"),
});

export const ProblemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  header: z.string().optional().describe("of a 401: the header that is meant, where it is not Authorization"),
});
