import { FIELDS } from "@/lib/domain/fields";
import type { Source } from "@/lib/domain/packet";
import { ALTITUDE_SLOT, HEADING_SLOT, LAT_SLOT, LON_SLOT } from "@/lib/domain/stored-reading";

/** Of the columns in which a bike's state is kept, one for each field. */
export const LAT_BIT = 1 << LAT_SLOT;
export const POSITION_BITS = LAT_BIT | (1 << LON_SLOT) | (1 << ALTITUDE_SLOT) | (1 << HEADING_SLOT);
export const TEXT = Uint8Array.from(FIELDS, (field) => ("maxLength" in field ? 1 : 0));
export const TRUTH = Uint8Array.from(FIELDS, (field) => (field.kind === "boolean" ? 1 : 0));
export const SLOTS = new Map(FIELDS.map((field, slot) => [field.stored, slot]));
export const NEVER = Number.NEGATIVE_INFINITY;
/** Below every altitude and heading: an absent one is the smallest. */
export const ABSENT = -1_000_000;
export const rankOf = (source: Source): number => (source === "iot" ? 1 : 0);
