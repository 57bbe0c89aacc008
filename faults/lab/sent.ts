/** What the readings of one identity say together: the greatest value of each field. */
export interface SentReading {
  readonly bikeId: string;
  readonly timeMs: number;
  speedKmh: number;
  readonly odometerM: number;
}

/** Everything that was sent and acknowledged by Kafka, by what must become of it. */
export class Sent {
  /** By identity, as `bike/source/time`. */
  readonly readings = new Map<string, SentReading>();
  /** Texts of readings without a time. */
  readonly timeless = new Set<string>();
  /** Values of records that are no packets. */
  readonly broken = new Set<string>();
  /** Readings in all, repetitions counted. */
  total = 0;

  add(reading: SentReading): void {
    this.total++;
    const identity = identityOf(reading.bikeId, reading.timeMs);
    const known = this.readings.get(identity);
    if (known) known.speedKmh = Math.max(known.speedKmh, reading.speedKmh);
    else this.readings.set(identity, { ...reading });
  }
}

/** Beginning of the ids of the fleet. */
export const FLEET = "FLT-";
/** Of bikes whose uploads were broken or cut so that nobody knows what is in: anything may be, but once. */
export const STRAY = `${FLEET}STRAY-`;

export const identityOf = (bikeId: string, timeMs: number): string => `${bikeId}/iot/${timeMs}`;

/** None for what is no packet, of readings without a time, and of bikes of which nothing is promised. */
export function identitiesIn(bikeId: string, value: Buffer | null): string[] {
  if (!bikeId.startsWith(FLEET) || bikeId.startsWith(STRAY)) return [];
  try {
    const { readings }: { readings: { t: unknown }[] } = JSON.parse(String(value));
    return readings.flatMap(({ t }) => (typeof t === "number" ? [identityOf(bikeId, t)] : []));
  } catch {
    return [];
  }
}
