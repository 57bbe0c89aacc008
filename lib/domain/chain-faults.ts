/** What is wrong with the first entry of an audit that does not fit, as the end of a sentence. */
export const CHAIN_FAULTS = {
  changed: "is not what was written",
  unlinked: "does not follow the entry that stands before it",
} as const;
