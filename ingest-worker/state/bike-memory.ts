import { BikeState } from "./bike-state";

/**
 * The bikes that are kept in memory: about `limit` of them, and those with something under way. A bike that is asked for
 * joins the young generation; when that is half of the limit, the idle ones of the old generation are forgotten.
 */
export class BikeMemory {
  private young = new Map<string, BikeState>();
  private old = new Map<string, BikeState>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.young.size + this.old.size;
  }

  bike(bikeId: string): BikeState {
    const known = this.young.get(bikeId);
    if (known) return known;
    const bike = this.old.get(bikeId) ?? new BikeState(bikeId);
    this.old.delete(bikeId);
    this.young.set(bikeId, bike);
    if (this.young.size >= this.limit / 2) this.age();
    return bike;
  }

  /** The bike, where it is kept. */
  known(bikeId: string): BikeState | null {
    return this.young.get(bikeId) ?? this.old.get(bikeId) ?? null;
  }

  /** Every bike that is kept is read and published again when something comes of it. */
  forget(): void {
    for (const bikes of [this.young, this.old])
      for (const bike of bikes.values()) {
        bike.loaded = false;
        bike.published = false;
      }
  }

  private age(): void {
    const grown = this.young;
    for (const [bikeId, bike] of this.old) if (!bike.idle) grown.set(bikeId, bike);
    this.old = grown;
    this.young = new Map();
  }
}
