/** How a number fits what was typed, the surest first. */
export const MATCH_HOWS = ["exact", "prefix", "look-alike", "part", "typo"] as const;
export type MatchHow = (typeof MATCH_HOWS)[number];

/** Longest text that is looked up. */
export const LOOKUP_LENGTH = 64;
/** Bikes of one answer. */
export const LOOKUP_HITS = 10;
