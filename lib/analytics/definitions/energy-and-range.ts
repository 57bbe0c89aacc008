import { energyOfPart, measuredPart } from "@/lib/domain/measured-part";
import { binOf, binsBetween, withNotKnown } from "../bins";
import type { CountedRide } from "../counted-ride";
import type { Definition } from "../definition";
import { assist, model, temperature } from "../groupings";

const RANGES = withNotKnown(binsBetween([0, 20, 30, 40, 50, 60, 80, 100, 150], "km"));
/** Less charge drawn, or less of the ride known, says little of a whole charge. */
const LEAST_DRAWN_PCT = 10;
const LEAST_DATA_SHARE = 0.8;

const DEVIATIONS = binsBetween([-30, -20, -10, 0, 10, 20, 30], "%", "open");

export const energyAndRange = {
  id: "energy-and-range",
  title: "How far do bikes go on one charge?",
  about:
    "How far a full charge goes as charging levels tell it, energy per distance where both were measured, by model, outside temperature and assist level, and what rides took against what was estimated for them.",
  purpose: "range-model",
  formula: 3,
  table: "energy",
  counts: (ride) => measuredPart(ride).energy !== null,
  groupings: [model, temperature, assist],
  measures: [
    {
      name: "energy_wh",
      label: "Energy",
      unit: "Wh",
      kind: "sum",
      step: 0.001,
      formula:
        "voltage × current over time (trapezoidal rule), while the way was measured too: between positions or readings of the odometer at most 60 s apart; summed over rides",
      of: (ride) => measuredPart(ride).energy?.wh ?? null,
    },
    {
      name: "measured_m",
      label: "Distance with measured energy",
      unit: "m",
      kind: "sum",
      step: 1,
      formula: "distance measured step by step while energy was measured too, summed over the same rides",
      of: (ride) => measuredPart(ride).energy?.metres ?? null,
    },
    // All metres are in a bin, so that no difference to what is told of all of them is that of few.
    {
      name: "metres_by_range",
      label: "Distance by range of a full charge",
      unit: "m",
      kind: "histogram",
      formula:
        "distance with measured energy, by 100 × distance of the ride / (charge at its start − charge at its end) where the ride takes at least 10 % of the charge and readings tell of at least 80 % of its time; else not known",
      bins: RANGES,
      axis: { label: "Range of a full charge", unit: "km" },
      of: (ride) => {
        const metres = Math.round(measuredPart(ride).energy?.metres ?? 0);
        const km = rangeOfCharge(ride);
        return [[km === null ? RANGES.length - 1 : binOf(RANGES, km), metres]];
      },
    },
    // No energy of some of the rides: less than that of all it would be the energy of the others, however few.
    {
      name: "estimated_rides",
      known: "estimate",
      label: "Rides with an estimate",
      unit: "rides",
      kind: "sum",
      step: 1,
      formula:
        "rides for which the range model that was published when they began estimates the energy (by model, climb, outside temperature and the distance measured step by step), with energy over at least 80 % of that distance",
      of: (ride) => (againstEstimate(ride) === null ? null : 1),
    },
    {
      name: "taken_shares",
      known: "estimate",
      label: "Sum of energy taken of the estimate",
      unit: "",
      kind: "sum",
      step: 0.001,
      formula:
        "energy as measured (all of the distance measured step by step) / energy as estimated (the median), summed over the same rides",
      of: (ride) => {
        const both = againstEstimate(ride);
        return both && both.taken / both.estimated;
      },
    },
    {
      name: "rides_by_deviation",
      known: "estimate",
      label: "Rides by deviation from the estimate",
      unit: "rides",
      kind: "histogram",
      formula: "rides with an estimate counted by 100 × (energy − estimate) / estimate",
      bins: DEVIATIONS,
      axis: { label: "Deviation from the estimate", unit: "%" },
      of: (ride) => {
        const pct = deviationPct(ride);
        return pct === null ? [] : [[binOf(DEVIATIONS, pct), 1]];
      },
    },
  ],
  ratios: [
    {
      name: "wh_per_km",
      label: "Energy per distance",
      unit: "Wh/km",
      formula: "1000 × energy / distance with measured energy",
      numerator: "energy_wh",
      denominator: "measured_m",
      factor: 1_000,
    },
    {
      name: "taken_of_estimate",
      label: "Energy taken of the estimate",
      unit: "%",
      formula: "100 × sum of (energy / estimate) / rides with an estimate",
      numerator: "taken_shares",
      denominator: "estimated_rides",
      factor: 100,
    },
  ],
} as const satisfies Definition;

/** How far a full charge would go that takes a ride as far as it went, km; null where the ride tells too little of it. */
function rangeOfCharge({ start_pct, end_pct, distance_m, data_share }: CountedRide): number | null {
  if (start_pct === null || end_pct === null || data_share < LEAST_DATA_SHARE) return null;
  const drawnPct = start_pct - end_pct;
  return drawnPct < LEAST_DRAWN_PCT ? null : (100 * distance_m) / drawnPct / 1_000;
}

/** What the measured part of a ride took and what was estimated for it, Wh; null where one of them is not known. */
function againstEstimate(ride: CountedRide): { readonly taken: number; readonly estimated: number } | null {
  const taken = energyOfPart(measuredPart(ride));
  const estimated = ride.estimated_wh ?? null;
  return taken === null || estimated === null ? null : { taken, estimated };
}

/** By how much a ride took more than was estimated, % of the estimate. */
function deviationPct(ride: CountedRide): number | null {
  const both = againstEstimate(ride);
  return both && (100 * (both.taken - both.estimated)) / both.estimated;
}
