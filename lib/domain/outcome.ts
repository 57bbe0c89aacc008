/** What became of a reading. There is no "dropped". */
export type OutcomeKind =
  | "stored"
  | "duplicate"
  | "merged"
  | "collided"
  | "quarantined"
  | "dead-lettered"
  /** Under a tombstone: kept nowhere. */
  | "erased";

/** Why readings wait or are kept aside in the quarantine index. */
export const QUARANTINE_REASONS = [
  "ahead-of-clock",
  "implausible-time",
  "collision",
  "sealed-collision",
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Those of readings that another time makes right. */
export const RELEASABLE = [
  "ahead-of-clock",
  "implausible-time",
] as const satisfies readonly QuarantineReason[];

/** What became of an entry of the quarantine; `placing` is on its way to `placed`, `releasing` to `released`. */
export const QUARANTINE_DECISIONS = ["waiting", "placing", "placed", "releasing", "released"] as const;

/** Why bytes are kept as a dead letter. */
export const DEAD_LETTER_REASONS = [
  "undecodable",
  "unsupported-version",
  "malformed-bike-id",
  "unknown-source",
  "foreign-key",
  "no-arrival",
  "malformed-client",
  "field",
  "refused-by-store",
  "too-large",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];
