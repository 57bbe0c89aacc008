import type { FoundRides } from "@/lib/rides/find-rides-around";

/** Rides that are held until they are written, at most, and those of one group more. */
const RIDES_TOGETHER = 5_000;
/**
 * Of one bike each is a clause of the question for its kept rides, and a store takes 1,024. A group has 256 at most: those
 * of a week that is halved until no part of it is longer than an hour.
 */
const REGIONS_TOGETHER = 500;

/** Rides found in several readings, joined by bike. */
export class FoundByBike {
  private readonly found = new Map<string, FoundRides>();
  /** Those found twice included. */
  private rides = 0;
  private regions = 0;

  get byBike(): ReadonlyMap<string, FoundRides> {
    return this.found;
  }

  /** Whether it is to be written before more is found. What left a bike is found nowhere: there are regions, and no rides. */
  get isFull(): boolean {
    return this.rides >= RIDES_TOGETHER || this.regions >= REGIONS_TOGETHER;
  }

  take(more: ReadonlyMap<string, FoundRides>): void {
    for (const [bikeId, { regions, rides }] of more) {
      this.rides += rides.length;
      this.regions += regions.length;
      const before = this.found.get(bikeId);
      if (!before) {
        this.found.set(bikeId, { regions, rides });
        continue;
      }
      // Where both looked, the later one knows better.
      const isSeenAgain = (startMs: number) =>
        regions.some(({ fromMs, toMs }) => startMs >= fromMs && startMs < toMs);
      const others = before.rides.filter(({ startMs }) => !isSeenAgain(startMs));
      this.found.set(bikeId, {
        regions: [...before.regions, ...regions],
        rides: [...others, ...rides].sort((a, b) => a.startMs - b.startMs),
      });
    }
  }
}
