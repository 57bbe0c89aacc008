import { FIELDS } from "@/lib/domain/fields";
import type { StoredPosition } from "@/lib/domain/state-document";
import { ALTITUDE_SLOT } from "@/lib/domain/stored-reading";

const altitude = FIELDS[ALTITUDE_SLOT];
const LOWEST_DM = altitude?.kind === "number" ? altitude.min * altitude.factor : 0;
/** Headings are 0 to 360; one more each, and 0 for an absent one. */
const HEADINGS = 512;

/** Altitude and heading in one number whose order is theirs: altitude first, an absent one the smallest. */
export function packAttitude({ altitude_dm, heading_deg }: StoredPosition): number {
  const altitude = altitude_dm === undefined ? 0 : altitude_dm - LOWEST_DM + 1;
  const heading = heading_deg === undefined ? 0 : heading_deg + 1;
  return altitude * HEADINGS + heading;
}

export function headingOf(attitude: number): number | null {
  const heading = attitude % HEADINGS;
  return heading === 0 ? null : heading - 1;
}
