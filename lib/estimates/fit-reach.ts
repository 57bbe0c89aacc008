import { byKey } from "@/lib/domain/by-key";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import type { EstimateTerm, RangeTerm } from "@/lib/domain/range-model";
import { amountOf } from "./amounts";
import { foresee } from "./foresee";
import { knowBike } from "./know-bike";
import type { KnownRide } from "./ride-facts";
import { sumOf } from "./sums";

/** Of a bike's rides, those by which it is known; the rest is foreseen. */
const KNOWN_SHARE = 2 / 3;
/** Bikes with fewer foreseen rides say nothing of how often an interval holds. */
const LEAST_FORESEEN = 2;
/** A bike with many rides has a say like one with so many. */
const MOST_FORESEEN = 20;
const HOLDS = 0.8;
/** Bins of how far off an estimate was, in intervals' halves. */
const BIN = 0.05;
const [LEAST_REACH, MOST_REACH] = [0.5, 2];

/**
 * By how much intervals have to be wider to hold in 80 of 100 rides: each bike's last third of rides is foreseen from those
 * before (split conformal calibration: Lei et al. 2018), and counted in fixed bins.
 */
export function fitReach(name: EstimateTerm, term: RangeTerm, rides: readonly KnownRide[]): number {
  const counts = new Map<number, number>();
  const riders = new Set<string>();
  for (const its of byKey(rides, ({ bike }) => bike).values()) {
    const inTime = its.toSorted((a, b) => a.start - b.start);
    const cut = Math.ceil(inTime.length * KNOWN_SHARE);
    const [past, rest] = [inTime.slice(0, cut), inTime.slice(cut)];
    const known = knowBike(
      name,
      term,
      its[0]?.model_id ?? null,
      past.map(({ facts }) => facts),
    );
    if (known === null || rest.length < LEAST_FORESEEN) continue;
    for (const { rider, facts } of rest) {
      const amount = amountOf(name, facts);
      if (amount === null) continue;
      riders.add(rider);
      const { value, high } = foresee(known, facts);
      const bin = Math.floor(Math.abs(Math.log(amount / value)) / Math.log(high / value) / BIN);
      counts.set(bin, (counts.get(bin) ?? 0) + Math.min(1, MOST_FORESEEN / rest.length));
    }
  }
  return riders.size < LEAST_RIDERS ? 1 : Math.min(MOST_REACH, Math.max(LEAST_REACH, holdingBin(counts)));
}

/** Upper end of the first bin up to which so many lie. */
function holdingBin(counts: ReadonlyMap<number, number>): number {
  const ordered = [...counts].toSorted(([a], [b]) => a - b);
  const wanted = HOLDS * sumOf(ordered, ([, count]) => count);
  let below = 0;
  for (const [bin, count] of ordered) {
    below += count;
    if (below >= wanted) return Math.round((bin + 1) * BIN * 100) / 100;
  }
  return 1;
}
