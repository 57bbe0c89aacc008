import type { FoundRides } from "@/lib/rides/find-rides-around";

/** Rides found in several readings, joined by bike. */
export class FoundByBike {
  private readonly found = new Map<string, FoundRides>();
  private count = 0;

  get byBike(): ReadonlyMap<string, FoundRides> {
    return this.found;
  }

  /** How many rides were found, those found twice included. */
  get rides(): number {
    return this.count;
  }

  take(more: ReadonlyMap<string, FoundRides>): void {
    for (const [bikeId, { regions, rides }] of more) {
      this.count += rides.length;
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
