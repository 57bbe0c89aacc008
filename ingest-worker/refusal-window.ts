const BUCKET_MS = 5_000;
const BUCKETS = 12;
const MIN_READINGS = 1_000;
const MIN_BIKES = 20;
const MIN_CLIENTS = 3;
export const MAX_SHARE = 0.05;

interface Bucket {
  readings: number;
  refused: number;
  /** No more than it takes to know that there are enough. */
  readonly bikes: Set<string>;
  readonly clients: Set<string>;
}

/** What of the last minute's readings nobody could store, and whose they were. */
export class RefusalWindow {
  private readonly buckets = new Map<number, Bucket>();

  accepted(nowMs: number, readings: number): void {
    this.bucket(nowMs).readings += readings;
  }

  refused(nowMs: number, readings: number, bikeId: string, client: string): void {
    const bucket = this.bucket(nowMs);
    bucket.readings += readings;
    bucket.refused += readings;
    if (bucket.bikes.size < MIN_BIKES) bucket.bikes.add(bikeId);
    if (bucket.clients.size < MIN_CLIENTS) bucket.clients.add(client);
  }

  clear(): void {
    this.buckets.clear();
  }

  /** Refused readings of the last minute, and all of it. */
  count(nowMs: number): { readings: number; refused: number } {
    const last = this.lastMinute(nowMs);
    return {
      readings: last.reduce((sum, { readings }) => sum + readings, 0),
      refused: last.reduce((sum, { refused }) => sum + refused, 0),
    };
  }

  /** Whether so much of so many bikes and clients is refused that something is deployed wrong; one client never is enough. */
  isBroad(nowMs: number, minReadings = MIN_READINGS): boolean {
    const { readings, refused } = this.count(nowMs);
    if (readings < minReadings || refused <= MAX_SHARE * readings) return false;
    const last = this.lastMinute(nowMs);
    const distinct = (of: (bucket: Bucket) => Set<string>) =>
      new Set(last.flatMap((bucket) => [...of(bucket)])).size;
    return distinct(({ bikes }) => bikes) >= MIN_BIKES && distinct(({ clients }) => clients) >= MIN_CLIENTS;
  }

  private lastMinute(nowMs: number): Bucket[] {
    const first = Math.floor(nowMs / BUCKET_MS) - BUCKETS;
    for (const number of this.buckets.keys()) if (number <= first) this.buckets.delete(number);
    return [...this.buckets.values()];
  }

  private bucket(nowMs: number): Bucket {
    const number = Math.floor(nowMs / BUCKET_MS);
    const known = this.buckets.get(number);
    if (known) return known;
    const bucket = { readings: 0, refused: 0, bikes: new Set<string>(), clients: new Set<string>() };
    this.buckets.set(number, bucket);
    return bucket;
  }
}
