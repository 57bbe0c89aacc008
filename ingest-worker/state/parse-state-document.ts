import { z } from "zod";
import { SOURCES } from "@/lib/domain/packet";
import { Registration } from "@/lib/domain/registration";
import type { StateDocument, StoredState } from "@/lib/domain/state-document";

const StoredPosition = z.object({
  lat: z.number(),
  lon: z.number(),
  altitude_dm: z.number().optional(),
  heading_deg: z.number().optional(),
});
const StateSource = z.object({
  bike_id: z.string(),
  generation: z.number().int(),
  newest_at: z.number().nullable(),
  registration: Registration.optional(),
  attributed_at: z.number().optional(),
  fields: z.record(
    z.string(),
    z.object({
      t: z.number(),
      s: z.enum(SOURCES),
      v: z.union([z.number(), z.boolean(), z.string(), z.array(z.string()), StoredPosition]),
    }),
  ),
});

/** A stored state as it was written; what is copied out for filters is left aside. */
export function parseStateDocument(
  source: Readonly<Record<string, unknown>>,
): StateDocument & Pick<StoredState, "registration" | "attributed_at"> {
  return StateSource.parse(source);
}
