import { BIKE_ID_PATTERN } from "@/lib/domain/packet";

/** At least two characters before the star: one client must not be bound to half of the alphabet by a slip. */
const PREFIX_PATTERN = /^[A-Z0-9][A-Z0-9-]{1,30}\*$/;

export type BikeBinding = { readonly id: string } | { readonly prefix: string };

/** Reads `LI-000123` (one bike) or `LI-*` (all that begin so); null for anything else. */
export function parseBikeBinding(text: string): BikeBinding | null {
  if (BIKE_ID_PATTERN.test(text)) return { id: text };
  return PREFIX_PATTERN.test(text) ? { prefix: text.slice(0, -1) } : null;
}
