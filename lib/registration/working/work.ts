import type { Database } from "@/lib/db/client";
import type { Finding } from "../checks/finding";
import type { ClaimedBatch } from "./claimed-batch";

/** What whoever works on a batch needs beside its rows. */
export interface Work {
  readonly batch: ClaimedBatch;
  readonly tenants: Database;
  /** Says that the work is to end, between two transactions. */
  readonly signal: AbortSignal;
}

/** What became of a row; of a dry run, what would. */
export interface RowResult {
  readonly rowNumber: number;
  readonly outcome: "registered" | "unchanged" | "failed";
  readonly findings: readonly Finding[];
}

/** How many rows came to what, as a batch counts them. */
export function countResults(results: readonly RowResult[]) {
  const of = (outcome: RowResult["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  return {
    done: results.length,
    registered: of("registered"),
    unchanged: of("unchanged"),
    failed: of("failed"),
  };
}
