import { expect, it } from "vitest";
import { aRide } from "@/lib/consent/testing/a-ride";
import { RidesAnswer } from "@/lib/domain/api-answers";
import type { RideDocument } from "@/lib/domain/ride-document";
import { toRide } from "@/lib/telemetry/to-ride";
import { toRidesAnswer } from "./rides-answer";

const LEVELS = [0, 1_000, 2_500, 500, 0, 0, 0, 0, 0, 0, 0];
const MEASURED = {
  ...{ counter_m: 4_040, energy_wh: 40.5, charge_wh: 43.6, rider_wh: 21.5, motor_wh: 30.25 },
  ...{ energy_s: 600, way_m: 4_000, way_s: 600, way_wh: 40, way_energy_m: 4_000, levels_m: LEVELS },
  ...{ ambient_least_c: 6, ambient_greatest_c: 8, ambient_mean_c: 7.1 },
};
function answerOf(over: Partial<RideDocument>) {
  const ride = toRide(aRide("LI-1", 0, 600_000, over));
  const answer = toRidesAnswer("LI-1", { fromMs: 0, toMs: 1 }, { rides: [ride], total: 1, nextCursor: null });
  return RidesAnswer.parse(answer).rides[0];
}

it("tells of a ride all that was measured, each figure by its two ways where it has two", () => {
  expect(answerOf(MEASURED)).toMatchObject({
    ...{ distance_m: 4_000, odometer_m: 4_040, energy_wh: 40.5, charge_wh: 43.6, energy_per_km_wh: 10 },
    ...{ rider_wh: 21.5, motor_wh: 30.25, climb_m: 12, health_pct: 97, top_kmh: 25 },
    ambient_c: { least: 6, greatest: 8, mean: 7.1 },
    level_shares: [0, 0.25, 0.625, 0.125, 0, 0, 0, 0, 0, 0, 0],
    ...{ data_share: 1, readings: 120, late_readings: 0 },
  });
});

it("tells null for what nothing tells", () => {
  const nothing = { counter_m: null, charge_wh: null, motor_wh: null, levels_m: null, ambient_mean_c: null };
  expect(answerOf({ ...MEASURED, ...nothing, way_wh: null })).toMatchObject({
    ...{ odometer_m: null, charge_wh: null, motor_wh: null, energy_per_km_wh: null },
    ...{ level_shares: null, ambient_c: null, battery_c: null },
  });
});
