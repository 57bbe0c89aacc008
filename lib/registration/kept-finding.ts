import { z } from "zod";
import type { Finding, Reason } from "./checks/finding";
import type { ColumnKey } from "./columns/column";
import { columnOf, isColumnKey } from "./columns/columns";

/** A finding as a row of a batch keeps it. */
const KeptFinding = z.object({
  check: z.string(),
  column: z.string().nullable(),
  reason: z.custom<Reason>((reason) => typeof reason === "string"),
  expected: z.string(),
  got: z.string(),
  hint: z.string(),
  suggestion: z.string().optional(),
  severity: z.enum(["error", "warning"]),
});

export interface ShownFinding extends Omit<Finding, "column"> {
  readonly column: ColumnKey | null;
  /** Name of the column; null for what is wrong with the row as a whole. */
  readonly label: string | null;
}

/** Findings of a row, with the names of their columns. @throws for what no version of ours has written. */
export function readFindings(kept: unknown): ShownFinding[] {
  return z
    .array(KeptFinding)
    .parse(kept)
    .map(({ column, suggestion, ...finding }) => {
      const key = column !== null && isColumnKey(column) ? column : null;
      const label = key === null ? null : columnOf(key).label;
      return { ...finding, column: key, label, ...(suggestion === undefined ? {} : { suggestion }) };
    });
}
