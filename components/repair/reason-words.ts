import type { DeadLetterReason, QUARANTINE_DECISIONS, QuarantineReason } from "@/lib/domain/outcome";

interface Words {
  readonly name: string;
  readonly meaning: string;
}

/** Why bytes are kept as a dead letter, in words. */
export const LETTER_REASONS: Readonly<Record<DeadLetterReason, Words>> = {
  undecodable: { name: "Undecodable", meaning: "no packet: not JSON, or in another form" },
  "unsupported-version": { name: "Unsupported version", meaning: "a packet of a version that is not known" },
  "malformed-bike-id": { name: "Malformed bike id", meaning: "the packet names no bike" },
  "unknown-source": { name: "Unknown source", meaning: "neither module nor phone" },
  "foreign-key": { name: "Foreign key", meaning: "the record's key names another bike than the packet" },
  "no-arrival": { name: "No arrival", meaning: "without the edge's stamp" },
  "malformed-client": { name: "Malformed client", meaning: "the client's id is missing or too long" },
  field: {
    name: "Faulty field",
    meaning: "a value out of its range, or a field that is not known; the rest of the reading is stored",
  },
  "refused-by-store": { name: "Refused by store", meaning: "Elasticsearch does not take it" },
  "too-large": { name: "Too large", meaning: "more than the store takes at once" },
};

/** Why readings are in quarantine, in words. */
export const ENTRY_REASONS: Readonly<Record<QuarantineReason, Words>> = {
  "ahead-of-clock": {
    name: "Ahead of clock",
    meaning: "measured more than 5 min in the future; placed by itself when its time has come",
  },
  "implausible-time": {
    name: "Implausible time",
    meaning: "no usable time, or one before the service began",
  },
  collision: { name: "Collision", meaning: "a value that lost to a greater one of the same instant" },
  "sealed-collision": { name: "Sealed collision", meaning: "would change a reading of a sealed week" },
};

export const DECISIONS: Readonly<Record<(typeof QUARANTINE_DECISIONS)[number], Words>> = {
  waiting: { name: "Waiting", meaning: "nobody has decided yet" },
  placing: { name: "Placing", meaning: "its time has come, and it is on its way into its week" },
  placed: { name: "Placed", meaning: "its time has come, and it is stored" },
  releasing: { name: "Releasing", meaning: "its time is decided, and it is on its way" },
  released: { name: "Released", meaning: "sent on at its corrected time" },
};

/** The name of a reason or decision; one that is not known stands for itself. */
export const nameIn = (words: Readonly<Record<string, Words>>, key: string): string =>
  words[key]?.name ?? key;

/** Name and meaning, "Undecodable: no packet". */
export const sentenceIn = (words: Readonly<Record<string, Words>>, key: string): string =>
  words[key] ? `${words[key].name}: ${words[key].meaning}` : key;
