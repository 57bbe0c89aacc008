import type { ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import type { Tombstone } from "@/lib/domain/tombstone";

/** A tombstone as its topic has it. */
export type ToldTombstone = Tombstone & { readonly reportedAs: string };

/** What the topics tell that outlive the database. */
export interface Told {
  readonly tombstones: readonly ToldTombstone[];
  readonly withdrawals: readonly ToldWithdrawal[];
}

/** Why something is done again. */
export const RESTORED = "a backup was restored that had it not";
