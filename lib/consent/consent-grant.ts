import type { Purpose } from "@/lib/domain/consent";

declare const minted: unique symbol;

/** What whoever reads consented rides holds: it says whose are left out, and can be had from `mintGrant` only. */
export interface ConsentGrant {
  readonly [minted]: true;
  readonly purpose: Purpose;
  /** Of the ledger when it was made. */
  readonly position: number;
  /** Pseudonyms of riders that withdrew and whose rides are not proven to be gone. */
  readonly excluded: ReadonlySet<string>;
}
