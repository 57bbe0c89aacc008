import { binOf, binsBetween, withNotKnown } from "../bins";
import type { HistogramMeasure } from "../definition";

/** Rides that begin in the time range. */
export const rides = {
  name: "rides",
  label: "Rides",
  unit: "rides",
  kind: "sum",
  step: 1,
  formula: "rides that begin in the time range",
  of: () => 1,
} as const;

/** Counts each ride in the bin of its value, or in the last one where it is not known. */
export function ridesBy(
  name: string,
  axis: HistogramMeasure["axis"],
  bounds: readonly number[],
  formula: string,
  of: (ride: Parameters<HistogramMeasure["of"]>[0]) => number | null,
): HistogramMeasure {
  const bins = withNotKnown(binsBetween(bounds, axis.unit));
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
      return [[value === null ? bins.length - 1 : binOf(bins, value), 1]];
    },
  };
}
