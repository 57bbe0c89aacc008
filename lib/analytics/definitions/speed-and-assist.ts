import { binOf, binsBetween } from "../bins";
import type { Definition } from "../definition";
import { hour, model } from "../groupings";
import { rides, ridesBy } from "./count-rides";

const LEVELS = binsBetween([0, 1, 2, 3, 4, 5], "");

export const speedAndAssist = {
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
      known: "level",
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
} as const satisfies Definition;
