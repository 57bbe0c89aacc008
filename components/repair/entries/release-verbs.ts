import type { Answer } from "@/components/states/answer";
import type { ReleasedEntries } from "@/lib/repair/quarantine/release-quarantined";

/** Entries by their ids, or those that a filter lets through. */
export type EntriesAsked =
  | { readonly ids: readonly string[] }
  | { readonly filter: Readonly<Record<string, string | number>> };

/** Where in time readings belong, ms. */
export type Correction = { readonly offsetMs: number } | { readonly atMs: number };

export interface EntryVerbs {
  /** What releasing them would do. */
  readonly plan: (asked: EntriesAsked, correction: Correction) => Promise<Answer<ReleasedEntries>>;
  readonly release: (
    ids: readonly string[],
    correction: Correction,
    why: string,
  ) => Promise<Answer<ReleasedEntries>>;
}

/** So many readings are released at once. */
export const MOST_ENTRIES = 1_000;
