import { energyOfRide } from "@/lib/domain/measured-part";
import { binOf, binsBetween } from "../bins";
import type { CountedRide } from "../counted-ride";
import type { Definition } from "../definition";
import { age, model } from "../groupings";

const TEMPERATURES = binsBetween([0, 10, 20, 30, 40, 50], "°C", "open");

export const batteryHealth = {
  id: "battery-health",
  title: "How do batteries age?",
  about: "Capacity as charging levels tell it, health and cycles as reported, and how warm batteries get.",
  purpose: "battery-research",
  formula: 2,
  table: "battery",
  counts: ({ cycles, health_pct, battery_mean_c }) =>
    cycles !== null || health_pct !== null || battery_mean_c !== null,
  groupings: [model, age],
  measures: [
    {
      name: "drawn_wh",
      known: "deep",
      label: "Energy drawn in deep rides",
      unit: "Wh",
      kind: "sum",
      step: 0.001,
      formula:
        "energy of rides that take at least 10 % of the charge, measured over at least 80 % of the time in motion and scaled to all of it",
      of: (ride) => deepOf(ride)?.wh ?? null,
    },
    {
      name: "drawn_pct",
      known: "deep",
      label: "Charge drawn in deep rides",
      unit: "%",
      kind: "sum",
      step: 0.001,
      formula: "charge at the start − charge at the end of the same rides",
      of: (ride) => deepOf(ride)?.pct ?? null,
    },
    {
      name: "health_pct",
      known: "health",
      label: "Sum of reported health",
      unit: "%",
      kind: "sum",
      step: 0.001,
      formula: "state of health as batteries report it, each ride once",
      of: ({ health_pct }) => health_pct,
    },
    {
      name: "health_rides",
      known: "health",
      label: "Rides with reported health",
      unit: "rides",
      kind: "sum",
      step: 1,
      formula: "rides whose battery reports a state of health",
      of: ({ health_pct }) => (health_pct === null ? null : 1),
    },
    {
      name: "cycles",
      known: "cycles",
      label: "Sum of cycles",
      unit: "cycles",
      kind: "sum",
      step: 1,
      formula: "charge cycles as batteries report them, each ride once",
      of: ({ cycles }) => cycles,
    },
    {
      name: "cycles_rides",
      known: "cycles",
      label: "Rides with reported cycles",
      unit: "rides",
      kind: "sum",
      step: 1,
      formula: "rides whose battery reports its cycles",
      of: ({ cycles }) => (cycles === null ? null : 1),
    },
    {
      name: "seconds_by_temperature",
      known: "temperature",
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
      label: "Charge cycles",
      unit: "",
      formula: "sum of cycles / rides with reported cycles",
      numerator: "cycles",
      denominator: "cycles_rides",
      factor: 1,
    },
  ],
} as const satisfies Definition;

/** Energy and charge that a ride took, where that is enough to tell a capacity from it; null where energy was measured in part. */
function deepOf(ride: CountedRide): { readonly wh: number; readonly pct: number } | null {
  const wh = energyOfRide(ride);
  if (ride.start_pct === null || ride.end_pct === null || wh === null) return null;
  const pct = ride.start_pct - ride.end_pct;
  return pct >= 10 ? { wh, pct } : null;
}
