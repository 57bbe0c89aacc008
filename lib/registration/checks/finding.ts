import type { ColumnKey } from "../columns/column";

export type Reason =
  | "missing"
  | "formula"
  | "scientific"
  | "error-cell"
  | "date-cell"
  | "damaged-text"
  | "shifted"
  | "safety-standard"
  | "placeholder"
  | "look-alike"
  | "format"
  | "check-digit"
  | "not-a-date"
  | "ambiguous-date"
  | "future"
  | "too-early"
  | "before-model"
  | "after-model"
  | "unknown-model"
  | "retired-model"
  | "not-a-number"
  | "other-capacity"
  | "unknown-firmware"
  | "also-in-row"
  | "twice-in-row"
  | "registered"
  | "taken"
  | "in-another-bike"
  | "in-use"
  | "reports-elsewhere"
  | "never-produced"
  | "other-model"
  | "other-part"
  | "plant-not-yours"
  | "not-allowed";

/** What one check says about one cell. */
export interface Remark {
  /** Null for what is wrong with the row as a whole. */
  readonly column: ColumnKey | null;
  readonly reason: Reason;
  readonly expected: string;
  readonly got: string;
  /** What to do. */
  readonly hint: string;
  /** The value that was probably meant. */
  readonly suggestion?: string;
  /** A warning does not keep a bike from being registered; without it, an error. */
  readonly severity?: "warning";
}

export interface Finding extends Omit<Remark, "severity"> {
  readonly check: string;
  readonly severity: "error" | "warning";
}
