import { LEAST_RIDERS, type RestatementCause } from "@/lib/domain/figures";
import type { Difference } from "./judge-publication";

/**
 * Of the causes marked, those that explain what at least ten riders did: came, left, or have other rides. Late data where none does: a
 * cause that is named because of few would tell of them.
 */
export function causesOf(
  { came, left, otherwise }: Difference,
  marked: readonly RestatementCause[],
): RestatementCause[] {
  const possible = new Set<RestatementCause>(["formula"]);
  if (left >= LEAST_RIDERS)
    for (const cause of ["withdrawal", "ownership", "erasure"] as const) possible.add(cause);
  if (came >= LEAST_RIDERS) for (const cause of ["grant", "ownership"] as const) possible.add(cause);
  if (otherwise >= LEAST_RIDERS) for (const cause of ["ownership", "erasure"] as const) possible.add(cause);
  if (Math.max(came, otherwise) >= LEAST_RIDERS) possible.add("late-data");
  const found = [...new Set(marked)].filter((cause) => possible.has(cause));
  if (found.length > 0) return found;
  const isWithdrawn = left >= LEAST_RIDERS && came + otherwise === 0 && !marked.includes("late-data");
  return [isWithdrawn ? "withdrawal" : "late-data"];
}
