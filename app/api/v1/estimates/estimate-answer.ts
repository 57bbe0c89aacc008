import type { EstimateAnswer, RangeAnswer } from "@/lib/domain/estimate-operation";
import type { BikeBasis } from "@/lib/estimates/bike-basis";
import type { RangeEstimate } from "@/lib/estimates/estimate-range";
import type { RouteEstimate } from "@/lib/estimates/estimate-route";
import type { Interval } from "@/lib/estimates/foresee";

const iso = (atMs: number): string => new Date(atMs).toISOString();
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function interval(estimate: Interval | null, digits: number): Interval | null {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  return { value: rounded(value, digits), low: rounded(low, digits), high: rounded(high, digits) };
}

const basisOf = (basis: BikeBasis, ownRides: number): EstimateAnswer["basis"] => ({
  own_rides: ownRides,
  model_published_at: basis.model && iso(basis.model.publishedAtMs),
  temperature_c: basis.ambientC,
  battery_wh: basis.capacityWh,
  battery_health_pct: basis.healthPct,
});

/** A route's estimate in the API's names; `chargeNamed` where the asker said with which charge it begins. */
export function toEstimateAnswer(
  bikeId: string,
  basis: BikeBasis,
  route: RouteEstimate,
  chargeNamed: boolean,
): EstimateAnswer {
  return {
    bike_id: bikeId,
    distance_km: rounded(route.km, 3),
    climb_m: route.climbM && Math.round(route.climbM),
    climb_known: route.isClimbKnown,
    riding_time_s: interval(route.movingS, 0),
    energy_wh: interval(route.energyWh, 1),
    charge_pct: basis.charge?.pct ?? null,
    charge_measured_at: basis.charge && !chargeNamed ? iso(basis.charge.atMs) : null,
    arrival_charge_pct: interval(route.arrivalPct, 1),
    missing: [...route.missing],
    basis: basisOf(basis, route.ownRides),
  };
}

/** A bike's range in the API's names. */
export function toRangeAnswer(bikeId: string, basis: BikeBasis, range: RangeEstimate): RangeAnswer {
  const isKnown = range.kind === "estimated";
  return {
    bike_id: bikeId,
    charge_pct: basis.charge?.pct ?? null,
    charge_measured_at: basis.charge && iso(basis.charge.atMs),
    range_km: isKnown ? interval(range.km, 1) : null,
    missing: isKnown ? [] : [range.because],
    basis: basisOf(basis, isKnown ? range.ownRides : basis.rides.length),
  };
}
