import { z } from "zod";
import type { BikeAddress } from "@/components/range/address";
import { BikeId } from "@/lib/domain/packet";

const DAY_MS = 86_400_000;
const LONGEST_MS = 400 * DAY_MS;

const Instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional()
  .catch(undefined);

/** The address of a bike's page; what cannot be understood is as if it were not given. */
const BikeSearch = z.object({
  from: Instant,
  to: Instant,
  fields: z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter((name) => name !== ""))
    .catch([]),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
});

export const parseBikeId = (text: string): BikeId | null => BikeId.safeParse(text).data ?? null;

/** A range that is empty, reversed or longer than 400 days is left out. */
export function parseBikeSearch(bikeId: string, search: unknown): BikeAddress {
  const { from, to, fields, month } = BikeSearch.parse(search);
  const usable = from !== undefined && to !== undefined && from < to && to - from <= LONGEST_MS;
  return { bikeId, fields, month, ...(usable ? { fromMs: from, toMs: to } : {}) };
}
