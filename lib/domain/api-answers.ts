import { z } from "zod";
import { MATCH_HOWS } from "./lookup";
import { NUMBER_KINDS } from "./master-data";
import { BIKE_ID_PATTERN, SOURCES } from "./packet";

/** Answers of the API; the API document is made from these, and tests hold the answers to them. */

const Time = z.iso.datetime().describe("ISO 8601, UTC");
const EventTime = z.number().int().describe("ms since epoch");
const SourceName = z.enum(SOURCES).describe("who recorded it: module on the bike, or rider's phone");
const Value = z
  .union([z.number(), z.boolean(), z.string(), z.array(z.string())])
  .describe("in the contract's unit of the field");
const BikeName = z.string().regex(BIKE_ID_PATTERN).describe("the bike's id");
const From = Time.describe("first moment of the range, as far as readings can be of it");
const To = Time.describe("moment after its last");
const Cursor = z.string().nullable().describe("pass it as cursor for the next page; null on the last");

export const BikeAnswer = z.object({
  bike_id: BikeName,
  newest_at: Time.describe("when the newest of the values was measured"),
  position: z
    .object({
      lat: z.number().describe("latitude"),
      lon: z.number().describe("longitude"),
      altitude_m: z.number().nullable().describe("height above the sea"),
      heading_deg: z.number().nullable().describe("where it moves to, clockwise from north"),
      measured_at: Time.describe("when all of this was measured"),
      source: SourceName,
    })
    .nullable()
    .describe("null when unknown, or not for the asker to see"),
  values: z
    .record(
      z.string(),
      z
        .object({ value: Value, measured_at: Time.describe("when it was measured"), source: SourceName })
        .describe("the field's newest value"),
    )
    .describe("newest value of each field by its name in the packet, each with its own time"),
});
export type BikeAnswer = z.infer<typeof BikeAnswer>;

export const BikesAnswer = z.object({
  bikes: z.array(BikeAnswer).describe("those of this page"),
  total: z.number().int().describe("on all pages"),
  next_cursor: Cursor,
});
export type BikesAnswer = z.infer<typeof BikesAnswer>;

const FoundBike = z.object({
  bike_id: BikeName,
  model: z.string().nullable().describe("code of its model; null for a bike that nobody registered"),
  oem: z.string().nullable().describe("who made the bike"),
  fleet: z.string().nullable().describe("whose it is now; null for none, or not for the asker to know"),
  registered_at: Time.nullable().describe("null for a bike that rides and that nobody registered"),
  withdrawn: z.boolean().describe("whether its registration was taken back"),
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
  from: From,
  to: To,
  fields: z.array(z.string()).describe("those that were asked for"),
  readings: z
    .array(
      z
        .object({
          t: EventTime.describe("when it was measured, ms since epoch"),
          source: SourceName,
          lateness_s: z.number().int().describe("whole seconds from measured to first received"),
        })
        .catchall(Value.describe("of each of the fields that the reading has, by its name in the packet")),
    )
    .describe("those of this page"),
  next_cursor: Cursor,
});
export type ReadingsAnswer = z.infer<typeof ReadingsAnswer>;

const Measured = z.number().nullable();
const Spread = z
  .object({
    least: z.number().describe("the least that was measured"),
    greatest: z.number().describe("the greatest"),
    mean: z.number().describe("mean of what was measured"),
  })
  .nullable();
const RideAnswer = z.object({
  start: Time.describe("first movement"),
  end: Time.describe("last movement"),
  source: SourceName.describe("whose readings tell it"),
  moving_s: z.number().describe("time in motion"),
  distance_m: z
    .number()
    .describe(
      "between positions at most a minute apart; by the odometer over gaps, before the first and after the last",
    ),
  unrecorded_m: z.number().describe("as the crow flies over gaps that nothing tells of; not in distance_m"),
  odometer_m: Measured.describe(
    "by the odometer alone, to compare: its last word less its first one; distance_m is by positions and has in it what only the odometer tells",
  ),
  climb_m: Measured.describe("metres upwards, together: rises of at least 3 m of the smoothed height"),
  average_kmh: Measured.describe("in motion, over the way that was measured step by step"),
  top_kmh: Measured.describe("greatest speed that was measured"),
  energy_wh: Measured.describe(
    "drawn from the battery, less what was given back: voltage times current over time",
  ),
  energy_s: z.number().describe("over how many of the seconds in motion that was measured"),
  energy_per_km_wh: Measured.describe(
    "on a kilometre; null where energy and way were measured together over less than nine tenths of the ride",
  ),
  charge_wh: Measured.describe(
    "the same energy by how far the charge fell, to compare: (start − end) / 100 × capacity of the model's battery when new × health_pct / 100. As fine as the charge is told, at worst 1 % of the capacity; a full battery gives up to a tenth more on a per cent, an empty one less. Null without a capacity, and where the charge rose or the battery was changed on the way",
  ),
  rider_wh: Measured.describe("the rider's work: power at the cranks over time"),
  motor_wh: Measured.describe("the motor's work: its power over time"),
  start_charge_pct: Measured.describe("first that was measured"),
  end_charge_pct: Measured.describe("last that was measured"),
  health_pct: Measured.describe(
    "the battery's state of health, last that was measured; without one it counts as new",
  ),
  ambient_c: Spread.describe("temperature of the air"),
  battery_c: Spread.describe("temperature of the battery"),
  level_shares: z
    .array(z.number().min(0).max(1))
    .length(11)
    .nullable()
    .describe("of each assist level, 0 to 10: share of the metres of which a level is known"),
  data_share: z.number().min(0).max(1).describe("of the ride's time that readings tell of"),
  readings: z.number().int().describe("that tell of the ride"),
  late_readings: z.number().int().describe("of them, how many arrived 5 minutes late or more"),
  revision: z.number().int().describe("1 at first; more each time that the ride changed"),
});

export const RidesAnswer = z.object({
  bike_id: BikeName,
  from: From,
  to: To,
  rides: z.array(RideAnswer).describe("the newest first; null is what nothing tells"),
  total: z.number().int().describe("on all pages"),
  next_cursor: Cursor,
});
export type RidesAnswer = z.infer<typeof RidesAnswer>;

export const SeriesAnswer = z.object({
  bike_id: BikeName,
  from: From,
  to: To,
  readings: z.number().int().describe("that the series are made of"),
  late_readings: z.number().int().describe("of them, how many arrived 5 minutes late or more"),
  series: z
    .array(
      z.object({
        field: z.string().describe("its name in the packet"),
        points: z
          .array(z.tuple([EventTime, z.number().nullable()]))
          .describe("time, ms since epoch, and value; null is a gap"),
      }),
    )
    .describe("one for each field that has numbers"),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswer>;

const ActivationReason = z.object({
  code: z
    .string()
    .describe(
      "not-registered, ambiguous, merged and withdrawn stand in the way; model-retired and no-readings do not",
    ),
  title: z.string().describe("the same in words"),
  what_to_do: z.string().describe("in words"),
});
export type ActivationReason = z.infer<typeof ActivationReason>;

export const ActivationAnswer = z.object({
  usable: z.boolean().describe("whether nothing stands in the way"),
  bike_id: BikeName.optional().describe("the bike that has the identifier, where one does"),
  reasons: z.array(ActivationReason).describe("why it cannot be used, or what else is to be known of it"),
});
export type ActivationAnswer = z.infer<typeof ActivationAnswer>;

const Refusal = z.object({
  packet: z.number().int().describe("place in the upload, from 0"),
  reason: z.string().describe("why it was not taken, as a word"),
  expected: z.string().describe("what would have been taken"),
  got: z.string().describe("what came instead"),
});
const Fault = z.object({
  packet: z.number().int().describe("place in the upload, from 0"),
  reading: z
    .number()
    .int()
    .nullable()
    .describe("place in the packet, from 0; null for a field of the packet"),
  field: z.string().describe("its name in the packet"),
  expected: z.string().describe("what would have been stored"),
  got: z.string().describe("what came instead"),
});
export const UploadAnswer = z.object({
  batch_id: z.uuid().describe("of this upload; our log names it"),
  received_at: Time.describe("by our clock"),
  accepted: z
    .object({
      packets: z.number().int().describe("that are kept"),
      readings: z.number().int().describe("in them"),
    })
    .describe("what was taken"),
  refused_total: z.number().int().describe("packets that were not taken"),
  refused: z.array(Refusal).describe("packets that were not taken; the first 1,000"),
  faults_total: z.number().int().describe("values that will not be stored"),
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
