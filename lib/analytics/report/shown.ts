import type { DefinitionId } from "../definitions";

/** How a report looks before anybody chooses. */
export interface Shown {
  /** The figure that stands large. */
  readonly main: string;
  /** Beside it and in the table, in order; the main one is among them. */
  readonly figures: readonly [string, ...string[]];
  /** What is plotted: a figure, or a histogram. */
  readonly plot: string;
  /** By which times and groupings: at most two, the first along the axis. */
  readonly by: readonly string[];
}

/** One entry for each definition. */
export const SHOWN: Readonly<Record<DefinitionId, Shown>> = {
  usage: {
    main: "distance_m",
    figures: ["distance_m", "rides", "bikes_per_day", "bikes", "moving_s", "distance_per_ride", "speed"],
    plot: "distance_m",
    by: ["day"],
  },
  "trip-lengths": {
    main: "rides_by_distance_p50",
    figures: [
      "rides_by_distance_p50",
      "rides_by_distance_p90",
      "rides_by_duration_p50",
      "rides_by_duration_p90",
      "rides",
    ],
    plot: "rides_by_distance",
    by: [],
  },
  "speed-and-assist": {
    main: "rides_by_average_speed_p50",
    figures: [
      "rides_by_average_speed_p50",
      "rides_by_average_speed_p10",
      "rides_by_average_speed_p90",
      "rides_by_top_speed_p50",
      "rides",
    ],
    plot: "rides_by_average_speed",
    by: [],
  },
  "data-quality": {
    main: "late_share",
    figures: ["late_share", "data_share", "readings"],
    plot: "late_share",
    by: ["day"],
  },
  "energy-and-range": {
    main: "metres_by_range_p50",
    figures: [
      "metres_by_range_p50",
      "wh_per_km",
      "taken_of_estimate",
      "metres_by_range_p10",
      "metres_by_range_p90",
      "measured_m",
      "energy_wh",
    ],
    plot: "metres_by_range_p50",
    by: ["model", "temperature"],
  },
  "battery-health": {
    main: "capacity_wh",
    figures: ["capacity_wh", "mean_health_pct", "mean_cycles"],
    plot: "capacity_wh",
    by: ["age"],
  },
  where: { main: "starts", figures: ["starts", "metres"], plot: "starts", by: ["cell"] },
};

const isKnown = (id: string): id is DefinitionId => Object.hasOwn(SHOWN, id);

/** How a definition is shown; null where it is none of ours. */
export const shownOf = (id: string): Shown | null => (isKnown(id) ? SHOWN[id] : null);
