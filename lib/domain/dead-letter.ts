/** Kafka headers of a dead letter beside those of the record that it keeps. */
export const DEAD_LETTER = {
  prefix: "dead-letter-",
  reason: "dead-letter-reason",
  faults: "dead-letter-faults",
  faultCount: "dead-letter-fault-count",
  /** Where the record lay: topic, partition and offset. */
  origin: "dead-letter-origin",
  /** The record's key. */
  recordKey: "dead-letter-key",
  /** Of a value of which only the beginning is kept. */
  valueBytes: "dead-letter-value-bytes",
  valueSha256: "dead-letter-value-sha256",
} as const;

/** Characters that are kept of the record's key. */
export const KEPT_KEY_LENGTH = 1_000;
