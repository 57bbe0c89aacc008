import { z } from "zod";
import type { BikeEntity } from "./bike-entity";

const moment = z.number().nullable();

/**
 * What a state keeps of its bike's master data: which fleet had the bike when (ms since epoch; null has no end on that
 * side). The greatest version counts.
 */
export const Registration = z.object({
  version: z.number(),
  withdrawn: z.boolean(),
  oem_id: z.string(),
  model_id: z.string(),
  assignments: z.array(z.object({ fleet_id: z.string(), from: moment, to: moment })),
});
export type Registration = z.infer<typeof Registration>;

export function registrationOf(entity: BikeEntity): Registration {
  const { version, withdrawn = false, oem, model, assignments } = entity;
  return {
    version,
    withdrawn,
    oem_id: oem.id,
    model_id: model.id,
    assignments: withdrawn ? [] : assignments.map(({ fleet_id, from, to }) => ({ fleet_id, from, to })),
  };
}

/** Total order, so that any order of arrival ends with the same one; two of one version are told apart by their text. */
export function compareRegistrations(a: Registration, b: Registration): number {
  if (a.version !== b.version) return a.version - b.version;
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}
