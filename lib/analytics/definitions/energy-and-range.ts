import { binOf, binsBetween } from "../bins";
import type { CountedRide } from "../counted-ride";
import type { Definition } from "../definition";
import { assist, model, temperature } from "../groupings";

const DEVIATIONS = binsBetween([-30, -20, -10, 0, 10, 20, 30], "%", "open");

export const energyAndRange = {
  id: "energy-and-range",
  title: "How far do bikes go on one charge?",
  about:
    "Energy per distance where both were measured, by model, outside temperature and assist level, and what rides took against what was estimated for them.",
  purpose: "range-model",
  formula: 2,
  table: "energy",
  counts: ({ energy_wh, distance_m }) => energy_wh !== null && distance_m > 0,
  groupings: [model, temperature, assist],
  measures: [
    {
      name: "energy_wh",
      label: "Energy",
      unit: "Wh",
      kind: "sum",
      step: 0.001,
      formula: "voltage × current over time (trapezoidal rule), summed over rides",
      of: ({ energy_wh }) => energy_wh,
    },
    {
      name: "measured_m",
      label: "Distance with measured energy",
      unit: "m",
      kind: "sum",
      step: 1,
      formula: "distance of a ride × share of its time in motion over which energy was measured, at most 1",
      of: ({ distance_m, energy_s, moving_s }) => distance_m * Math.min(1, energy_s / Math.max(1, moving_s)),
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
        "rides for which the range model that was published when they began estimates the energy (by model, distance, climb and outside temperature), measured over at least 80 % of the time in motion",
      of: ({ estimated_wh }) => ((estimated_wh ?? null) === null ? null : 1),
    },
    {
      name: "taken_shares",
      known: "estimate",
      label: "Sum of energy taken of the estimate",
      unit: "",
      kind: "sum",
      step: 0.001,
      formula: "energy as measured / energy as estimated (the median), summed over the same rides",
      of: ({ estimated_wh, energy_wh }) =>
        (estimated_wh ?? null) === null || energy_wh === null ? null : energy_wh / (estimated_wh ?? 1),
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

/** By how much a ride took more than was estimated, % of the estimate. */
function deviationPct({
  energy_wh,
  estimated_wh = null,
}: Pick<CountedRide, "energy_wh" | "estimated_wh">): number | null {
  return energy_wh === null || estimated_wh === null
    ? null
    : (100 * (energy_wh - estimated_wh)) / estimated_wh;
}
