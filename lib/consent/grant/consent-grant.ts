import type { Purpose } from "@/lib/domain/consent";

declare const made: unique symbol;

/**
 * The right to compute from consented rides of one purpose, as of a moment; whatever reads them takes it. Only lib/consent makes
 * one, so holding one is the proof that the ledger was asked.
 */
export interface ConsentGrant {
  readonly purpose: Purpose;
  /** Of the ledger's end. */
  readonly position: number;
  /** Riders that withdrew and are not yet proven purged: no computation uses a document of theirs. */
  readonly excluded: ReadonlySet<string>;
  readonly [made]: "grant";
}

/** Whether nobody withdrew between two grants of a purpose, so that what was computed under the first one may be kept. */
export const excludesNoMore = (now: ConsentGrant, before: ConsentGrant): boolean =>
  [...now.excluded].every((pseudonym) => before.excluded.has(pseudonym));
