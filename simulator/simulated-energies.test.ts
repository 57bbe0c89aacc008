import { expect, it } from "vitest";
import { simulatedBikes } from "@/lib/estimates/testing/simulated-rides";

it("gives each simulated ride the energy that flowed, within 2 %, from what its module reports each second", () => {
  const bikes = simulatedBikes({ seed: 7, bikes: 5, days: 3, startMs: Date.UTC(2026, 4, 4, 4), everyS: 1 });
  const rides = bikes.flatMap((bike) => bike.rides);
  expect(rides.length).toBeGreaterThan(50);
  for (const { bike, start, energy_wh, truth } of rides)
    expect(energy_wh, `${bike} at ${start}: truth ${truth.drawn_wh}`).toSatisfy(
      (wh: number | null) => wh !== null && Math.abs(wh / truth.drawn_wh - 1) < 0.02,
    );
});
