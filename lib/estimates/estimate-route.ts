import { spreadAt, type Way } from "./amounts";
import { perCentOf } from "./battery-content";
import { type BikeBasis, knownUnder, usualClimb } from "./bike-basis";
import { BECAUSE } from "./estimate-range";
import { foresee, type Interval, reachOf } from "./foresee";
import { type Known, LEAST_OWN_RIDES } from "./know-bike";
import type { RouteFigures } from "./route";

export interface RouteEstimate {
  readonly km: number;
  /** Of the route's heights, or what the bike usually climbs on so long a way. */
  readonly climbM: number | null;
  readonly isClimbKnown: boolean;
  /** Null for what cannot be estimated; why stands in `missing`. */
  readonly movingS: Interval | null;
  readonly energyWh: Interval | null;
  readonly arrivalPct: Interval | null;
  readonly missing: readonly string[];
  readonly ownRides: number;
}

const NO_TIME = `Nothing is known of how fast the bike is ridden: that needs ${LEAST_OWN_RIDES} rides of its own, or a model of the fleet.`;

/** Riding time, energy and charge on arrival, of a route ridden from now on. Halts are not in the riding time. */
export function estimateRoute(basis: BikeBasis, { km, climbM }: RouteFigures): RouteEstimate {
  const isClimbKnown = climbM !== null;
  const way: Way = { km, climbM, ambientC: basis.ambientC };
  const energy = knownUnder(basis, isClimbKnown ? "energy" : "energy_unknown_climb");
  const time = knownUnder(basis, isClimbKnown ? "time" : "time_unknown_climb");
  const usual = usualClimb(basis);
  const arrival = energy === null ? null : arrivalOf(basis, energy, way);
  return {
    km,
    climbM: climbM ?? (usual === null ? null : usual * km),
    isClimbKnown,
    movingS: time && foresee(time, way),
    energyWh: energy && foresee(energy, way),
    arrivalPct: arrival?.pct ?? null,
    missing: [
      ...(time === null ? [NO_TIME] : []),
      ...(energy === null ? [BECAUSE.rides] : []),
      ...(arrival?.because ?? []),
    ],
    ownRides: Math.max(time?.rides ?? 0, energy?.rides ?? 0),
  };
}

/** Charge now less what the way takes, never below nothing: there the bike does not arrive on its own power. */
function arrivalOf(basis: BikeBasis, energy: Known, way: Way) {
  if (basis.charge === null) return { pct: null, because: [BECAUSE.charge] };
  const perCent = perCentOf(basis.capacityWh, basis.healthPct, basis.rides);
  if (perCent === null) return { pct: null, because: [BECAUSE.capacity] };
  const { pct } = basis.charge;
  const middle = foresee(energy, way).value / perCent.wh;
  const variance = energy.variance + spreadAt(energy.spread, way.km) + perCent.variance;
  const factor = Math.exp(reachOf(energy, variance));
  const left = (takenPct: number): number => Math.max(0, pct - takenPct);
  return {
    pct: { value: left(middle), low: left(middle * factor), high: left(middle / factor) },
    because: [],
  };
}
