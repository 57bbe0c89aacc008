import { binOf, binsBetween } from "../bins";
import type { Definition } from "../definition";
import { model, source } from "../groupings";

const SETTLED = binsBetween([0, 60, 900, 3_600, 86_400, 604_800], "s");

export const dataQuality = {
  id: "data-quality",
  title: "How complete are the data, and how late do they come?",
  about: "Readings of rides, how many came late, and how late the last of a ride was.",
  purpose: "product-research",
  formula: 1,
  table: "readings",
  counts: ({ readings }) => readings > 0,
  groupings: [model, source],
  measures: [
    {
      name: "readings",
      label: "Readings",
      unit: "readings",
      kind: "sum",
      step: 1,
      formula: "readings stored within the rides",
      of: ({ readings }) => readings,
    },
    {
      name: "late_readings",
      label: "Late readings",
      unit: "readings",
      kind: "sum",
      step: 1,
      formula: "of these, those that arrived more than 5 min after they were recorded",
      of: ({ late_readings }) => late_readings,
    },
    {
      name: "data_readings",
      label: "Readings times share of the ride with data",
      unit: "readings",
      kind: "sum",
      step: 0.001,
      formula: "each ride's share of time without gaps over 60 s, weighted by its readings",
      of: ({ readings, data_share }) => readings * data_share,
    },
    {
      name: "readings_by_lateness",
      known: "lateness",
      label: "Readings by lateness of their ride",
      unit: "readings",
      kind: "histogram",
      formula: "readings by the greatest lateness within their ride",
      bins: SETTLED,
      axis: { label: "Greatest lateness of a ride", unit: "s" },
      of: ({ settled_s, readings }) => (settled_s === null ? [] : [[binOf(SETTLED, settled_s), readings]]),
    },
  ],
  ratios: [
    {
      name: "late_share",
      label: "Share of late readings",
      unit: "%",
      formula: "100 × late readings / readings",
      numerator: "late_readings",
      denominator: "readings",
      factor: 100,
    },
    {
      name: "data_share",
      label: "Share of rides with data",
      unit: "%",
      formula: "100 × (share with data, weighted by readings) / readings",
      numerator: "data_readings",
      denominator: "readings",
      factor: 100,
    },
  ],
} as const satisfies Definition;
