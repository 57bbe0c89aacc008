import { describe, expect, it } from "vitest";
import { type SimulatedRide, simulatedBikes } from "@/lib/estimates/testing/simulated-rides";

const startMs = Date.UTC(2026, 4, 4, 4);
/** What flows while the motor gives its most, W: that of the strongest model over its efficiency, and the electronics. */
const MOST_W = 620 / 0.8 + 6;

/** Rides of a few bikes, each with its battery's capacity, Wh. */
const ridesOf = (seed: number, everyS: number): (SimulatedRide & { readonly capacityWh: number })[] =>
  simulatedBikes({ seed, bikes: 4, days: 2, startMs, everyS }).flatMap(({ batteryWh, rides }) =>
    rides.map((ride) => ({ ...ride, capacityWh: batteryWh })),
  );
const sumOf = (rides: readonly SimulatedRide[], wh: (ride: SimulatedRide) => number | null): number =>
  rides.reduce((sum, ride) => sum + (wh(ride) ?? Number.NaN), 0);
const drawnOn = (rides: readonly SimulatedRide[]): number => sumOf(rides, ({ truth }) => truth.drawn_wh);

describe.each([5, 6, 7, 8])("energies of simulated rides, seed %i", (seed) => {
  const rides = ridesOf(seed, 1);

  it("are what flowed on each, within 2 %, from what modules report each second", () => {
    expect(rides.length).toBeGreaterThan(25);
    const off = rides.flatMap(({ bike, start, energy_wh, truth: { drawn_wh } }) =>
      energy_wh !== null && Math.abs(energy_wh / drawn_wh - 1) < 0.02
        ? []
        : [{ bike, start, energy_wh, drawn_wh }],
    );
    expect(off).toEqual([]);
  });

  it("are what flowed on each by the charge too, within its resolution of 1 % of the capacity", () => {
    const off = rides.flatMap(({ bike, start, charge_wh, capacityWh, truth: { drawn_wh } }) =>
      charge_wh !== null && Math.abs(charge_wh - drawn_wh) < capacityWh / 100
        ? []
        : [{ bike, start, charge_wh, drawn_wh }],
    );
    expect(off).toEqual([]);
    expect(Math.abs(sumOf(rides, ({ charge_wh }) => charge_wh) / drawnOn(rides) - 1)).toBeLessThan(0.03);
  });

  it.each([2, 5])(
    "are what flowed on all within 2 percent from a reading every %i s, and on each but for its ends",
    (everyS) => {
      const seldom = ridesOf(seed, everyS);
      expect(Math.abs(sumOf(seldom, ({ energy_wh }) => energy_wh) / drawnOn(seldom) - 1)).toBeLessThan(0.02);
      // What flows before the first reading in motion and after the last one is no part of a ride.
      const endsWh = (2 * everyS * MOST_W) / 3_600;
      const off = seldom.flatMap(({ bike, start, energy_wh, truth: { drawn_wh } }) =>
        energy_wh !== null && Math.abs(energy_wh - drawn_wh) < 0.02 * drawn_wh + endsWh
          ? []
          : [{ bike, start, energy_wh, drawn_wh }],
      );
      expect(off).toEqual([]);
    },
  );
});
