import type { Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { CountedRide } from "./counted-ride";

/** The key of what is not known of a ride. Null is another thing: keys that were merged, because each had too few riders. */
export const UNKNOWN = "unknown";

/** By what figures are parted. */
export interface Grouping {
  readonly name: string;
  readonly label: string;
  /** In order, with the words for them; null where they are not known beforehand (ids of models, cells of the grid). */
  readonly keys: readonly { readonly key: string; readonly label: string }[] | null;
  /** What a key is called that neither stands in that order nor has a name of its own; itself where this is left out. */
  readonly words?: (key: string) => string;
  /** Of a ride: one key, or several where it counts in each of them. */
  readonly of: (ride: ConsentedRide) => readonly string[];
}

/** One bin of a histogram: from inclusive to exclusive, in the unit of what is binned; the outer ones have no end. */
export interface Bin {
  readonly from: number | null;
  readonly to: number | null;
  readonly label: string;
}

interface AnyMeasure {
  readonly name: string;
  readonly label: string;
  /** Of the sum, or of what is counted in each bin. */
  readonly unit: string;
  /** How it is made, in words. */
  readonly formula: string;
  /** A name for the rides of which it is known, the same for all measures that are known of these; none where that is all. */
  readonly known?: string;
}

/** Added up over rides; null of a ride adds nothing. Kept in whole multiples of `step`, so that no order of adding matters. */
interface SumMeasure extends AnyMeasure {
  readonly kind: "sum";
  readonly step: number;
  readonly of: (ride: CountedRide, key: readonly string[]) => number | null;
}

/** What is counted in fixed bins; a ride may lie in several. */
export interface HistogramMeasure extends AnyMeasure {
  readonly kind: "histogram";
  readonly bins: readonly Bin[];
  /** What is binned, for the axis: "Distance", "km". */
  readonly axis: { readonly label: string; readonly unit: string };
  /** Whole amounts by number of the bin. */
  readonly of: (ride: CountedRide) => readonly (readonly [bin: number, amount: number])[];
}

/** Different bikes of each rider, counted in a cell as a whole: cells of several times, or hours, do not add up to it. */
interface DistinctMeasure extends AnyMeasure {
  readonly kind: "distinct";
}
export type Measure = SumMeasure | HistogramMeasure | DistinctMeasure;

/** A figure made of two sums, over whatever cells: `factor` × numerator / denominator. */
interface Ratio {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly formula: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly factor: number;
}

/** A report: what is asked, of whose rides, by what parted and what of them is added up. */
export interface Definition {
  readonly id: string;
  /** The question that it answers. */
  readonly title: string;
  readonly about: string;
  readonly purpose: Purpose;
  /** Raised with every change by which the same rides give other figures. */
  readonly formula: number;
  /**
   * Definitions that tell of the same quantity of the same rides share a table: the same groupings, cells published or masked
   * together. Otherwise the one would tell what the other masks.
   */
  readonly table: string;
  /** Which rides of the purpose it is about; the same for all of a table. */
  readonly counts: (ride: CountedRide) => boolean;
  readonly groupings: readonly Grouping[];
  readonly measures: readonly Measure[];
  readonly ratios: readonly Ratio[];
}
