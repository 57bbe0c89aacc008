import type { Source } from "@/lib/domain/packet";
import { bikeName } from "./bike-range";
import { randomOf } from "./random";
import { RideModel } from "./ride-model";
import type { SentPacket } from "./sent-packet";
import { damage, NO_TROUBLE, type Trouble } from "./trouble";

export interface GeneratorOptions {
  /** Bikes, named `<prefix>000001` and on. */
  readonly bikes: number;
  readonly prefix: string;
  /** Packets of each bike, and readings in each packet. */
  readonly packetsPerBike: number;
  readonly readingsPerPacket: number;
  /** Event time of the first reading of all, ms since epoch, and time between a bike's readings. */
  readonly fromMs: number;
  readonly stepMs: number;
  /** Share of packets that the rider's phone sends; it knows movement only. */
  readonly phoneShare: number;
  readonly trouble: Trouble;
}

const DEFAULTS: Omit<GeneratorOptions, "fromMs"> = {
  bikes: 20,
  prefix: "LI-",
  packetsPerBike: 10,
  readingsPerPacket: 20,
  stepMs: 1_000,
  phoneShare: 0,
  trouble: NO_TROUBLE,
};

/**
 * Packets round-robin by time: the first of each bike, then the second of each. Pure in seed and options, so that a
 * bench or a failing test can be run again. Trouble is added packet by packet; reordering within the whole is left to
 * `generatePackets`.
 */
export function* packetStream(
  seed: number,
  given: Partial<GeneratorOptions> & Pick<GeneratorOptions, "fromMs">,
): Generator<SentPacket> {
  const options: GeneratorOptions = { ...DEFAULTS, ...given };
  const random = randomOf(seed);
  const rides = Array.from({ length: options.bikes }, () => new RideModel(random.whole(0, 0x7fffffff)));
  for (let round = 0; round < options.packetsPerBike; round++) {
    const startMs = options.fromMs + round * options.readingsPerPacket * options.stepMs;
    for (const [bike, ride] of rides.entries()) {
      const source: Source = random.chance(options.phoneShare) ? "app" : "iot";
      const readings = Array.from({ length: options.readingsPerPacket }, (_, index) =>
        ride.reading(startMs + index * options.stepMs, options.stepMs, source),
      );
      yield* damage(
        { v: 1, bike_id: bikeName(options.prefix, bike), source, readings },
        options.trouble,
        random,
      );
    }
  }
}

/** All packets of a stream; with `trouble.reorderShare`, that share of them is moved to any other place. */
export function generatePackets(
  seed: number,
  options: Partial<GeneratorOptions> & Pick<GeneratorOptions, "fromMs">,
): SentPacket[] {
  const packets = [...packetStream(seed, options)];
  const random = randomOf(seed ^ 0x5bd1e995);
  const share = options.trouble?.reorderShare ?? 0;
  const moving = packets.flatMap((_, place) => (random.chance(share) ? [place] : []));
  const target = random.shuffled(moving);
  const result = [...packets];
  for (const [at, place] of moving.entries()) {
    const packet = packets[place];
    const to = target[at];
    if (packet && to !== undefined) result[to] = packet;
  }
  return result;
}
