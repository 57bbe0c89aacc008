import type { Reason } from "@/lib/registration/checks/finding";

const WORDS: Readonly<Record<Reason, string>> = {
  missing: "Value missing",
  formula: "Formula",
  scientific: "Digits lost",
  "error-cell": "Spreadsheet error",
  "date-cell": "Read as a date",
  "damaged-text": "Damaged letters",
  shifted: "Columns shifted",
  "safety-standard": "Safety standard",
  placeholder: "No number",
  "look-alike": "Look-alike letters",
  format: "Wrong form",
  "check-digit": "Check digit",
  "not-a-date": "No date",
  "ambiguous-date": "Day or month",
  future: "In the future",
  "too-early": "Too early",
  "before-model": "Before the model",
  "after-model": "After the model",
  "unknown-model": "Unknown model",
  "retired-model": "Retired model",
  "not-a-number": "Not a number",
  "other-capacity": "Other battery",
  "unknown-firmware": "Unknown firmware",
  "also-in-row": "Twice in the file",
  "twice-in-row": "Twice in the row",
  registered: "Registered already",
  taken: "Taken",
  "in-another-bike": "In another bike",
  "reports-elsewhere": "Readings of another bike",
  "in-use": "In use elsewhere",
  "never-produced": "Never produced",
  "other-model": "Made for another model",
  "other-part": "Other part number",
  "plant-not-yours": "Foreign plant",
  "not-allowed": "Not a bike of the key",
};

const isReason = (reason: string): reason is Reason => Object.hasOwn(WORDS, reason);

/** A reason in a few words; one that this version does not know as it is written. */
export const reasonWord = (reason: string): string => (isReason(reason) ? WORDS[reason] : reason);
