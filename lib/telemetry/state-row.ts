import { z } from "zod";
import { Source } from "@/lib/domain/packet";
import { Registration } from "@/lib/domain/registration";

const StoredPosition = z.object({
  lat: z.number(),
  lon: z.number(),
  altitude_dm: z.number().optional(),
  heading_deg: z.number().optional(),
});
const Entry = z.object({
  t: z.number(),
  s: Source,
  v: z.union([z.number(), z.boolean(), z.string(), z.array(z.string()), StoredPosition]),
});
/** What questions read of a state document; `fields` is the truth, the rest is copied from it. */
const StateRow = z.object({
  bike_id: z.string(),
  registration: Registration.optional(),
  fields: z.record(z.string(), Entry),
});
export type StateRow = z.infer<typeof StateRow>;

export const parseStateDocument = (document: unknown): StateRow => StateRow.parse(document);
