import { z } from "zod";
import type { BikeEntity } from "./bike-entity";
import { normalNumber } from "./bike-number";

const moment = z.number().nullable();
const stretch = { from: moment, to: moment };

/**
 * What a state keeps of its bike's master data: which fleet had the bike when (ms since epoch; null has no end on that
 * side), and whose the readings of swapped modules are. The greatest version counts.
 */
export const Registration = z.object({
  version: z.number(),
  withdrawn: z.boolean(),
  oem_id: z.string(),
  model_id: z.string(),
  /** Capacity of its model's battery when new; of states that were written before it was kept, absent until the entity comes again. */
  battery_wh: z.number().optional(),
  /** Ms since epoch; of states that were written before there was one, absent until the bike's entity comes again. */
  registered_at: z.number().optional(),
  /** Absent where it is not. */
  withdrawn_at: z.number().optional(),
  plant_id: z.string().optional(),
  /** Components in the bike now, `motor:M1 battery:B1`, numbers as they are compared; the bike's are many, so it is one text. */
  parts: z.string().optional(),
  /** When the last of them came into it; absent where all were ever. */
  parts_from: z.number().optional(),
  assignments: z.array(z.object({ fleet_id: z.string(), ...stretch })),
  /** Absent where there are none. */
  readings_in: z.array(z.object({ reported_as: z.string(), ...stretch })).optional(),
  readings_out: z.array(z.object({ bike_id: z.string(), ...stretch })).optional(),
});
export type Registration = z.infer<typeof Registration>;

/** A withdrawn bike is in nobody's hands; which readings are its own does not depend on who may see them. */
export function registrationOf(entity: BikeEntity): Registration {
  const { version, withdrawn = false, oem, model, registered_at, withdrawn_at, plant_id } = entity;
  const { assignments, readings_in = [], readings_out = [] } = entity;
  return {
    version,
    withdrawn,
    oem_id: oem.id,
    model_id: model.id,
    battery_wh: model.battery_wh,
    registered_at,
    ...(withdrawn && withdrawn_at !== undefined ? { withdrawn_at } : {}),
    ...(plant_id === undefined ? {} : { plant_id }),
    ...partsOf(entity),
    assignments: withdrawn ? [] : assignments.map(({ fleet_id, from, to }) => ({ fleet_id, from, to })),
    ...(readings_in.length === 0
      ? {}
      : { readings_in: readings_in.map(({ reported_as, from, to }) => ({ reported_as, from, to })) }),
    ...(readings_out.length === 0
      ? {}
      : { readings_out: readings_out.map(({ bike_id, from, to }) => ({ bike_id, from, to })) }),
  };
}

function partsOf({ parts = [] }: BikeEntity): Pick<Registration, "parts" | "parts_from"> {
  if (parts.length === 0) return {};
  const froms = parts.flatMap(({ from }) => from ?? []);
  return {
    parts: parts.map(({ kind, number }) => `${kind}:${normalNumber(number)}`).join(" "),
    ...(froms.length === 0 ? {} : { parts_from: Math.max(...froms) }),
  };
}

/**
 * Total order, so that any order of arrival ends with the same one. Of one version the one that knows the battery's capacity is
 * the greater, as entities that are published again bring it; else two are told apart by their text.
 */
export function compareRegistrations(a: Registration, b: Registration): number {
  if (a.version !== b.version) return a.version - b.version;
  const [knowsA, knowsB] = [a.battery_wh !== undefined, b.battery_wh !== undefined];
  if (knowsA !== knowsB) return knowsA ? 1 : -1;
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}
