import { binOf, binsBetween, withNotKnown } from "../bins";
import type { Definition } from "../definition";
import { rides, ridesBy } from "./count-rides";
import { OF_RIDING } from "./of-riding";

const LEVELS = withNotKnown(binsBetween([0, 1, 2, 3, 4, 5], ""));

export const speedAndAssist = {
  id: "speed-and-assist",
  title: "How fast do people ride, and with how much assistance?",
  about: "Rides by average and by greatest speed; metres ridden with each assist level.",
  ...OF_RIDING,
  formula: 2,
  measures: [
    rides,
    ridesBy(
      "rides_by_average_speed",
      { label: "Average speed", unit: "km/h" },
      [0, 10, 14, 17, 20, 23, 26, 30],
      "rides counted by distance / time in motion, of the part of their way that was measured step by step",
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
      formula: "metres ridden while the level was set, and those of which no level is known",
      bins: LEVELS,
      axis: { label: "Assist level", unit: "" },
      of: ({ levels_m, distance_m }) => {
        const metres = (levels_m ?? []).map(Math.round);
        const rest = Math.round(distance_m) - metres.reduce((sum, some) => sum + some, 0);
        return [
          ...metres.map((some, level) => [binOf(LEVELS, level), some] as const),
          [LEVELS.length - 1, Math.max(0, rest)],
        ];
      },
    },
  ],
  ratios: [],
} as const satisfies Definition;
