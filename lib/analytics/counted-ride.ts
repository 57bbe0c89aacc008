import type { ConsentedRide } from "@/lib/domain/consented-ride";

/** A consented ride as figures count it: with what other records than those of the ride tell of it. */
export interface CountedRide extends ConsentedRide {
  /**
   * Energy that the range model which was the published one when the ride began estimates for it, Wh; null where there was none
   * or the ride tells too little. Absent for purposes that have no figures of it.
   */
  readonly estimated_wh?: number | null;
}
