import { binOf, binsBetween } from "../bins";
import type { CountedRide } from "../counted-ride";
import type { Definition } from "../definition";
import { assist, model, temperature } from "../groupings";

/** Energy less that of rides with an estimate is the energy of those without. */
const WITH_ESTIMATE = { part: "taken_wh", whole: "energy_wh" };
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
    {
      name: "estimated_wh",
      label: "Energy as estimated",
      unit: "Wh",
      kind: "sum",
      step: 0.001,
      formula:
        "what the range model that was published when the ride began estimates for its model, distance, climb and outside temperature (the median), summed over rides for which it does and whose energy was measured over at least 80 % of the time in motion",
      of: ({ estimated_wh }) => estimated_wh ?? null,
      within: WITH_ESTIMATE,
    },
    {
      name: "taken_wh",
      label: "Energy of rides with an estimate",
      unit: "Wh",
      kind: "sum",
      step: 0.001,
      formula: "energy of the same rides as measured",
      of: ({ estimated_wh, energy_wh }) => ((estimated_wh ?? null) === null ? null : energy_wh),
      within: WITH_ESTIMATE,
    },
    {
      name: "rides_by_deviation",
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
      formula: "100 × energy of rides with an estimate / energy as estimated",
      numerator: "taken_wh",
      denominator: "estimated_wh",
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
