import type { SimulatedRide } from "./simulated-rides";

export interface RiddenOnCharge {
  readonly first: SimulatedRide;
  readonly km: number;
}

/** How far a bike went, ride after ride, until so much of its charge was gone; stretches in which it was charged are left out. */
export function riddenOnCharge(rides: readonly SimulatedRide[], dropPct: number): RiddenOnCharge[] {
  const found: RiddenOnCharge[] = [];
  let first: SimulatedRide | null = null;
  let [km, usedPct, chargePct] = [0, 0, 0];
  for (const ride of rides) {
    const { start_pct: from, end_pct: to, truth } = ride;
    if (from === null || to === null) continue;
    if (first === null || from > chargePct + 0.5) [first, km, usedPct] = [ride, 0, 0];
    const fall = from - to;
    const leftPct = dropPct - usedPct;
    chargePct = to;
    if (fall < leftPct) {
      km += truth.distance_m / 1_000;
      usedPct += fall;
      continue;
    }
    found.push({ first, km: km + ((truth.distance_m / 1_000) * leftPct) / fall });
    first = null;
  }
  return found;
}
