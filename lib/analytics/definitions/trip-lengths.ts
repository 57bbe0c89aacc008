import type { Definition } from "../definition";
import { rides, ridesBy } from "./count-rides";
import { OF_RIDING } from "./of-riding";

export const tripLengths = {
  id: "trip-lengths",
  title: "How far and how long are single rides?",
  about: "Rides by distance and by time in motion; percentiles come from the bins.",
  ...OF_RIDING,
  formula: 2,
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
} as const satisfies Definition;
