/** What became of a reading. There is no "dropped". */
export type OutcomeKind =
  | "stored"
  | "duplicate"
  | "merged"
  | "collided"
  | "quarantined"
  | "dead-lettered"
  | "erased";

/** Why readings wait or are kept aside in the quarantine index. */
export type QuarantineReason = "ahead-of-clock" | "implausible-time" | "collision" | "sealed-collision";

/** Why bytes are kept as a dead letter. */
export type DeadLetterReason =
  | "undecodable"
  | "unsupported-version"
  | "malformed-bike-id"
  | "unknown-source"
  | "foreign-key"
  | "no-arrival"
  | "malformed-client"
  | "field"
  | "refused-by-store"
  | "too-large";
