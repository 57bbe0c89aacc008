import fc from "fast-check";
import { expect, it } from "vitest";
import type { Source } from "@/lib/domain/packet";
import { findRides } from "./find-rides";
import { inOrder, type Sample } from "./sample";
import { north, sample } from "./testing/samples";

const RIDE_S = 1_200;
const QUANTITIES = ["speed", "place", "altitude", "power", "counter"] as const;
type Quantity = (typeof QUANTITIES)[number];

const silences = fc.array(fc.record({ fromS: fc.nat(RIDE_S), lengthS: fc.integer({ min: 20, max: 900 }) }), {
  maxLength: 2,
});
const recorder = fc.record({
  everyS: fc.constantFrom(10, 20),
  silent: fc.record(
    Object.fromEntries(QUANTITIES.map((one) => [one, silences])) as Record<Quantity, typeof silences>,
  ),
});
type Recorder = typeof recorder extends fc.Arbitrary<infer Told> ? Told : never;

/** What one tells of a ride north at 5 m/s, up 0.1 m/s, on 360 W; of each quantity it is silent by itself. */
const toldBy = (source: Source, { everyS, silent }: Recorder): Sample[] =>
  Array.from({ length: RIDE_S / everyS + 1 }, (_, at) => {
    const atS = at * everyS;
    const tells = (one: Quantity) =>
      !silent[one].some(({ fromS, lengthS }) => atS >= fromS && atS <= fromS + lengthS);
    return sample(atS * 1_000, source, {
      ...(tells("speed") ? { speedKmh: 18 } : {}),
      ...(tells("place") ? { place: north(atS * 5) } : {}),
      ...(tells("altitude") ? { altitudeM: (source === "iot" ? 0 : 40) + atS / 10 } : {}),
      ...(tells("power") ? { voltageV: 36, currentA: 10 } : {}),
      ...(tells("counter") ? { odometerM: (source === "iot" ? 1_000 : 77_000) + atS * 5 } : {}),
    });
  });

const totalOf = (samples: readonly Sample[]) => {
  const rides = findRides(samples.toSorted(inOrder));
  const sum = (of: (ride: (typeof rides)[number]) => number) =>
    rides.reduce((all, ride) => all + of(ride), 0);
  return {
    way: sum((ride) => ride.distanceM + ride.unrecordedM),
    energy: sum((ride) => ride.energyWh ?? 0),
    climb: sum((ride) => ride.climbM ?? 0),
  };
};

it("never takes away way, energy or climb that another source tells the truth of too, whichever quantities it is silent of", () => {
  fc.assert(
    fc.property(recorder, recorder, (module, phone) => {
      const [iot, app] = [toldBy("iot", module), toldBy("app", phone)];
      const [both, one, other] = [totalOf([...iot, ...app]), totalOf(iot), totalOf(app)];
      expect(totalOf([...app, ...iot].reverse())).toEqual(both);
      expect(both.way).toBeGreaterThanOrEqual(0.96 * Math.max(one.way, other.way));
      expect(both.energy).toBeGreaterThanOrEqual(0.99 * Math.max(one.energy, other.energy));
      expect(both.climb).toBeGreaterThanOrEqual(Math.max(one.climb, other.climb) - 20);
      expect(both.way).toBeLessThanOrEqual(RIDE_S * 5 + 1);
      expect(both.energy).toBeLessThanOrEqual(120.1);
      expect(both.climb).toBeLessThanOrEqual(120);
    }),
    { numRuns: 20 },
  );
});
