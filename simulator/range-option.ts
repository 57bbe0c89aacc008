import { meaning } from "@/cli/command/option-types";
import { isRange } from "./bike-range";

/** The beginning of names of bikes, as an option. */
export const range = meaning(
  "the beginning of names like LI-X, at most 26 capital letters, digits and hyphens",
  (text) => (text !== "" && isRange(text) ? text : undefined),
);
