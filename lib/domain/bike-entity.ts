import { z } from "zod";
import { BIKE_ID_PATTERN } from "./packet";

const Name = z.string().min(1).max(120);
const moment = z.number().int();

/** A stretch of time in which a bike belongs to a fleet, ms since epoch; without `from` since ever, without `to` until now. */
const Assignment = z.object({
  fleet_id: z.string().min(1).max(64),
  fleet_name: Name,
  from: moment.nullable(),
  to: moment.nullable(),
});

/** Stretches of readings of a module that sits in another bike than the one whose id it reports, ms since epoch. */
const stretch = { from: moment.nullable(), to: moment.nullable() };
const ReadingsIn = z.object({ reported_as: z.string().regex(BIKE_ID_PATTERN), ...stretch });
const ReadingsOut = z.object({ bike_id: z.string().regex(BIKE_ID_PATTERN), ...stretch });

/** A component that is in the bike now and can tell its number, as numbers are compared, and since when it is; null since ever. */
const Part = z.object({
  kind: z.enum(["motor", "battery", "display", "module"]),
  number: z.string().min(1),
  from: moment.nullable(),
});

const APART = "expected stretches that begin before they end and do not overlap";

/** So that twice a version is a number of 32 bits. */
const MAX_VERSION = 2 ** 31 - 1;

function areApart(parts: readonly { readonly from: number | null; readonly to: number | null }[]): boolean {
  const stretches = parts
    .map(({ from, to }) => ({ from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.from - b.from);
  return stretches.every(
    ({ from, to }, at) => from < to && from >= (stretches[at - 1]?.to ?? Number.NEGATIVE_INFINITY),
  );
}

function areApartById(parts: readonly z.infer<typeof ReadingsIn>[]): boolean {
  const ids = new Set(parts.map(({ reported_as }) => reported_as));
  return [...ids].every((id) => areApart(parts.filter(({ reported_as }) => reported_as === id)));
}

/**
 * Master data of one bike, as the topic of bikes carries it, whole: the greatest version of a bike counts. Assignments
 * do not overlap; fleets are organisations.
 */
export const BikeEntity = z.object({
  bike_id: z.string().regex(BIKE_ID_PATTERN),
  version: z.number().int().min(1).max(MAX_VERSION),
  oem: z.object({ id: z.string().min(1).max(64), name: Name }),
  model: z.object({
    id: z.string().min(1).max(64),
    name: Name,
    battery_wh: z.number().int().min(50).max(5_000),
    /** A parked bike of this model reports at least so often, seconds. */
    report_every_s: z
      .number()
      .int()
      .min(10)
      .max(7 * 86_400),
  }),
  frame_number: z.string().min(1).max(64),
  registered_at: moment,
  /** The plant that made it, where that is known. */
  plant_id: z.string().min(1).max(64).optional(),
  /** Registered by mistake: in no fleet's hands, nor in those of who may see unregistered ones, until a greater version. */
  withdrawn: z.boolean().optional(),
  /** When it was. */
  withdrawn_at: moment.optional(),
  assignments: z.array(Assignment).max(500).refine(areApart, APART),
  /** Absent where nothing is known of them; a bike may have two batteries. */
  parts: z.array(Part).max(20).optional(),
  /** Readings of modules under the ids of other bikes, that count for this one; of one id they do not overlap. */
  readings_in: z.array(ReadingsIn).max(500).refine(areApartById, APART).optional(),
  /** Readings of modules under this bike's own id, that count for others. */
  readings_out: z.array(ReadingsOut).max(500).refine(areApart, APART).optional(),
});
export type BikeEntity = z.infer<typeof BikeEntity>;

/** A record of the topic of bikes; null for what cannot be read, or is not of the bike that its key names. */
export function readBikeRecord(key: string, value: string): BikeEntity | null {
  try {
    const entity = BikeEntity.safeParse(JSON.parse(value));
    return entity.success && entity.data.bike_id === key ? entity.data : null;
  } catch {
    return null;
  }
}

/** The assignment to a fleet in which a bike is at a time (ms since epoch), or null. */
export function fleetAt<T extends { readonly from: number | null; readonly to: number | null }>(
  { assignments }: { readonly assignments: readonly T[] },
  atMs: number,
): T | null {
  return (
    assignments.find(({ from, to }) => (from === null || from <= atMs) && (to === null || atMs < to)) ?? null
  );
}
