import { binOf, binsBetween } from "./bins";
import type { Definition, HistogramMeasure } from "./definition";
import { age, assist, cell, hour, model, source, temperature } from "./groupings";

const rides = {
  name: "rides",
  label: "Rides",
  unit: "rides",
  kind: "sum",
  step: 1,
  formula: "rides that begin in the time range",
  of: () => 1,
} as const;

/** Counts each ride of which the value is known in the bin of its value. */
function ridesBy(
  name: string,
  axis: HistogramMeasure["axis"],
  bounds: readonly number[],
  formula: string,
  of: (ride: Parameters<HistogramMeasure["of"]>[0]) => number | null,
): HistogramMeasure {
  const bins = binsBetween(bounds, axis.unit);
  return {
    name,
    label: `Rides by ${axis.label.toLowerCase()}`,
    unit: "rides",
    kind: "histogram",
    formula,
    bins,
    axis,
    of: (ride) => {
      const value = of(ride);
      return value === null ? [] : [[binOf(bins, value), 1]];
    },
  };
}

const LEVELS = binsBetween([0, 1, 2, 3, 4, 5], "");
const SETTLED = binsBetween([0, 60, 900, 3_600, 86_400, 604_800], "s");
const TEMPERATURES = binsBetween([0, 10, 20, 30, 40, 50], "°C", "open");

/** What reports there are. A report more is an entry more. */
export const DEFINITIONS = [
  {
    id: "usage",
    title: "How much are bikes ridden, and when?",
    about: "Rides, distance and time in motion by hour of day and model.",
    purpose: "product-research",
    formula: 1,
    table: "riding",
    counts: () => true,
    groupings: [model, hour],
    measures: [
      rides,
      {
        name: "distance_m",
        label: "Distance",
        unit: "m",
        kind: "sum",
        step: 1,
        formula: "sum of the rides' distances: great circles between positions at most 60 s apart",
        of: ({ distance_m }) => distance_m,
      },
      {
        name: "moving_s",
        label: "Time in motion",
        unit: "s",
        kind: "sum",
        step: 1,
        formula: "sum of the rides' times in motion",
        of: ({ moving_s }) => moving_s,
      },
    ],
    ratios: [
      {
        name: "distance_per_ride",
        label: "Distance per ride",
        unit: "m",
        formula: "distance / rides",
        numerator: "distance_m",
        denominator: "rides",
        factor: 1,
      },
      {
        name: "speed",
        label: "Average speed",
        unit: "km/h",
        formula: "3.6 × distance / time in motion",
        numerator: "distance_m",
        denominator: "moving_s",
        factor: 3.6,
      },
    ],
  },
  {
    id: "trip-lengths",
    title: "How far and how long are single rides?",
    about: "Rides by distance and by time in motion; percentiles come from the bins.",
    purpose: "product-research",
    formula: 1,
    table: "riding",
    counts: () => true,
    groupings: [model, hour],
    measures: [
      rides,
      ridesBy(
        "rides_by_distance",
        { label: "Distance", unit: "km" },
        [0, 1, 2, 3, 5, 8, 12, 20, 40],
        "rides counted by their distance",
        ({ distance_m }) => distance_m / 1_000,
      ),
      ridesBy(
        "rides_by_duration",
        { label: "Time in motion", unit: "min" },
        [0, 5, 10, 15, 20, 30, 45, 60, 120],
        "rides counted by their time in motion",
        ({ moving_s }) => moving_s / 60,
      ),
    ],
    ratios: [],
  },
  {
    id: "speed-and-assist",
    title: "How fast do people ride, and with how much assistance?",
    about: "Rides by average and by greatest speed; metres ridden with each assist level.",
    purpose: "product-research",
    formula: 1,
    table: "riding",
    counts: () => true,
    groupings: [model, hour],
    measures: [
      rides,
      ridesBy(
        "rides_by_average_speed",
        { label: "Average speed", unit: "km/h" },
        [0, 10, 14, 17, 20, 23, 26, 30],
        "rides counted by distance / time in motion",
        ({ average_kmh }) => average_kmh,
      ),
      ridesBy(
        "rides_by_top_speed",
        { label: "Top speed", unit: "km/h" },
        [0, 15, 20, 25, 30, 35, 45],
        "rides counted by their greatest speed",
        ({ top_kmh }) => top_kmh,
      ),
      {
        name: "metres_by_level",
        label: "Metres by assist level",
        unit: "m",
        kind: "histogram",
        formula: "metres ridden while the level was set; rides whose level is not known add nothing",
        bins: LEVELS,
        axis: { label: "Assist level", unit: "" },
        of: ({ levels_m }) =>
          (levels_m ?? []).flatMap((metres, level) =>
            metres > 0 ? [[binOf(LEVELS, level), Math.round(metres)] as const] : [],
          ),
      },
    ],
    ratios: [],
  },
  {
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
  },
  {
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
        of: ({ distance_m, energy_s, moving_s }) =>
          distance_m * Math.min(1, energy_s / Math.max(1, moving_s)),
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
  },
  {
    id: "battery-health",
    title: "How do batteries age?",
    about: "Capacity as charging levels tell it, health and cycles as reported, and how warm batteries get.",
    purpose: "battery-research",
    formula: 1,
    table: "battery",
    counts: ({ cycles, health_pct, battery_mean_c }) =>
      cycles !== null || health_pct !== null || battery_mean_c !== null,
    groupings: [model, age],
    measures: [
      {
        name: "drawn_wh",
        label: "Energy drawn in deep rides",
        unit: "Wh",
        kind: "sum",
        step: 0.001,
        formula: "energy of rides that take at least 10 % of the charge",
        of: (ride) => (deepPct(ride) === null ? null : ride.energy_wh),
      },
      {
        name: "drawn_pct",
        label: "Charge drawn in deep rides",
        unit: "%",
        kind: "sum",
        step: 0.001,
        formula: "charge at the start − charge at the end of the same rides",
        of: (ride) => deepPct(ride),
      },
      {
        name: "health_pct",
        label: "Sum of reported health",
        unit: "%",
        kind: "sum",
        step: 0.001,
        formula: "state of health as batteries report it, each ride once",
        of: ({ health_pct }) => health_pct,
      },
      {
        name: "health_rides",
        label: "Rides with reported health",
        unit: "rides",
        kind: "sum",
        step: 1,
        formula: "rides whose battery reports a state of health",
        of: ({ health_pct }) => (health_pct === null ? null : 1),
      },
      {
        name: "cycles",
        label: "Sum of cycles",
        unit: "cycles",
        kind: "sum",
        step: 1,
        formula: "charge cycles as batteries report them, each ride once",
        of: ({ cycles }) => cycles,
      },
      {
        name: "cycles_rides",
        label: "Rides with reported cycles",
        unit: "rides",
        kind: "sum",
        step: 1,
        formula: "rides whose battery reports its cycles",
        of: ({ cycles }) => (cycles === null ? null : 1),
      },
      {
        name: "seconds_by_temperature",
        label: "Time in motion by battery temperature",
        unit: "s",
        kind: "histogram",
        formula: "time in motion of rides by the battery's mean temperature",
        bins: TEMPERATURES,
        axis: { label: "Battery temperature", unit: "°C" },
        of: ({ battery_mean_c, moving_s }) =>
          battery_mean_c === null ? [] : [[binOf(TEMPERATURES, battery_mean_c), Math.round(moving_s)]],
      },
    ],
    ratios: [
      {
        name: "capacity_wh",
        label: "Capacity",
        unit: "Wh",
        formula: "100 × energy drawn / charge drawn, in rides that take at least 10 % of the charge",
        numerator: "drawn_wh",
        denominator: "drawn_pct",
        factor: 100,
      },
      {
        name: "mean_health_pct",
        label: "Health",
        unit: "%",
        formula: "sum of reported health / rides with reported health",
        numerator: "health_pct",
        denominator: "health_rides",
        factor: 1,
      },
      {
        name: "mean_cycles",
        label: "Cycles",
        unit: "cycles",
        formula: "sum of cycles / rides with reported cycles",
        numerator: "cycles",
        denominator: "cycles_rides",
        factor: 1,
      },
    ],
  },
  {
    id: "where",
    title: "Where are paths for bikes needed?",
    about: "Rides that begin in, and metres ridden through, cells of a grid of 1 km or more.",
    purpose: "planning-aggregates",
    formula: 1,
    table: "places",
    counts: ({ start_cell, cells }) => start_cell !== null || cells.length > 0,
    groupings: [cell],
    measures: [
      {
        name: "starts",
        label: "Rides that begin there",
        unit: "rides",
        kind: "sum",
        step: 1,
        formula: "rides whose first position lies in the cell",
        of: ({ start_cell }, [place]) => (start_cell === place ? 1 : null),
      },
      {
        name: "metres",
        label: "Metres ridden",
        unit: "m",
        kind: "sum",
        step: 1,
        formula: "metres of tracks within the cell, ends of tracks cut",
        of: ({ cells, cells_m }, [place]) => (cells_m[cells.indexOf(place ?? "")] ?? 0) || null,
      },
    ],
    ratios: [],
  },
] as const satisfies readonly Definition[];

export type DefinitionId = (typeof DEFINITIONS)[number]["id"];

/** The definition of that id; null for none. */
export const definitionOf = (id: string): Definition | null =>
  DEFINITIONS.find((definition) => definition.id === id) ?? null;

/** Charge that a ride took, where that is enough to tell a capacity from it and energy was measured. */
function deepPct({
  start_pct,
  end_pct,
  energy_wh,
}: {
  readonly start_pct: number | null;
  readonly end_pct: number | null;
  readonly energy_wh: number | null;
}): number | null {
  if (start_pct === null || end_pct === null || energy_wh === null) return null;
  const drawn = start_pct - end_pct;
  return drawn >= 10 ? drawn : null;
}
