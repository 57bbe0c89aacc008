import { expect, it } from "vitest";
import { simulatedBikes } from "@/lib/estimates/testing/simulated-rides";

const bikes = simulatedBikes({ seed: 5, bikes: 4, days: 2, startMs: Date.UTC(2026, 4, 4, 4), everyS: 1 });

it("gives each simulated ride the energy that flowed, within 2 %, from what its module reports each second", () => {
  const rides = bikes.flatMap((bike) => bike.rides);
  expect(rides.length).toBeGreaterThan(25);
  const off = rides.flatMap(({ bike, start, energy_wh, truth: { drawn_wh } }) =>
    energy_wh !== null && Math.abs(energy_wh / drawn_wh - 1) < 0.02
      ? []
      : [{ bike, start, energy_wh, drawn_wh }],
  );
  expect(off).toEqual([]);
});
