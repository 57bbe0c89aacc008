/** What is wrong with the first place of the consent ledger that does not fit, as the end of a sentence. */
export const LEDGER_FAULTS = {
  missing: "is missing",
  changed: "is not what was written",
  unlinked: "does not follow the entry that stands before it",
  unaudited: "is not in the audit",
} as const;
export type LedgerFault = keyof typeof LEDGER_FAULTS;
