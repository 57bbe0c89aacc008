import type { Definition } from "../definition";
import { assist, model, temperature } from "../groupings";

export const energyAndRange = {
  id: "energy-and-range",
  title: "How far do bikes go on one charge?",
  about: "Energy per distance where both were measured, by model, outside temperature and assist level.",
  purpose: "range-model",
  formula: 1,
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
  ],
} as const satisfies Definition;
