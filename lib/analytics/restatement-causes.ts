import type { RestatementCause } from "@/lib/domain/figures";
import type { Difference } from "./judge-publication";

/** Of the causes marked, those that explain the difference; late data where nothing else was marked. */
export function causesOf(
  { came, left, otherwise }: Difference,
  marked: readonly RestatementCause[],
): RestatementCause[] {
  const possible = new Set<RestatementCause>(["formula"]);
  if (left > 0)
    for (const cause of ["withdrawal", "ownership", "erasure", "late-data"] as const) possible.add(cause);
  if (came > 0) for (const cause of ["grant", "ownership", "late-data"] as const) possible.add(cause);
  if (otherwise > 0) for (const cause of ["late-data", "ownership", "erasure"] as const) possible.add(cause);
  const found = [...new Set(marked)].filter((cause) => possible.has(cause));
  return found.length > 0 ? found : [left > 0 && came + otherwise === 0 ? "withdrawal" : "late-data"];
}
