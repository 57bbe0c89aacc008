import { z } from "zod";
import { type BikeListAddress, SEEN, type Seen } from "@/components/tables/list-address";

const isSeen = (text: string): text is Seen => Object.hasOwn(SEEN, text);

/** The address of the bike list; what cannot be understood is as if it were not given. */
const BikeListSearch = z.object({
  q: z.string().trim().max(32).catch(""),
  seen: z.string().refine(isSeen).catch("any"),
  charge: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
  faults: z
    .literal("1")
    .transform(() => true)
    .catch(false),
  sort: z.enum(["bike", "newest", "charge", "speed", "odometer"]).catch("newest"),
  order: z.enum(["asc", "desc"]).catch("desc"),
  cursor: z.string().max(500).optional().catch(undefined),
});

export function parseBikeListSearch(search: unknown): BikeListAddress {
  const { charge, cursor, ...rest } = BikeListSearch.parse(search);
  return { ...rest, charge: charge !== undefined && charge <= 100 ? charge : undefined, cursor };
}
