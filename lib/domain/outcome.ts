/** What became of a reading. There is no "dropped". */
export const OUTCOMES = [
  "stored",
  "duplicate",
  "merged",
  "collided",
  "quarantined",
  "dead-lettered",
  "erased",
] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

/** Why readings wait or are kept aside in the quarantine index. */
export const QUARANTINE_REASONS = [
  "ahead-of-clock",
  "implausible-time",
  "collision",
  "sealed-collision",
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** Why bytes are kept as a dead letter. */
export const DEAD_LETTER_REASONS = [
  "undecodable",
  "unsupported-version",
  "malformed-bike-id",
  "unknown-source",
  "foreign-key",
  "no-arrival",
  "field",
  "refused-by-store",
  "too-large",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];
