import { hour, model } from "../groupings";

/** What reports of the table of riding share: all rides, by model and hour. */
export const OF_RIDING = {
  purpose: "product-research",
  table: "riding",
  counts: () => true,
  groupings: [model, hour],
} as const;
