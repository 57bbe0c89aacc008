import { LETTERS_PATH, QUARANTINE_PATH } from "@/components/repair/repair-address";
import type { OutcomeKind } from "@/lib/domain/outcome";

/** Every outcome in words, with where to see what it left behind, in the order of how usual it is. */
export const OUTCOME_WORDS = [
  { outcome: "stored", name: "Stored", meaning: "new, and in its week's window" },
  { outcome: "duplicate", name: "Duplicate", meaning: "there already, sent again" },
  { outcome: "merged", name: "Merged", meaning: "completed a stored reading of its instant" },
  {
    outcome: "collided",
    name: "Collided",
    meaning: "differed from the stored one; the value that lost is kept",
    href: `${QUARANTINE_PATH}?reason=collision`,
  },
  {
    outcome: "quarantined",
    name: "Quarantined",
    meaning: "without a usable time, ahead of the clock, or would change a sealed week",
    href: QUARANTINE_PATH,
  },
  {
    outcome: "dead-lettered",
    name: "Dead letters",
    meaning: "nothing of it could be stored; its bytes are kept, as is a field that was wrong alone",
    href: LETTERS_PATH,
  },
  {
    outcome: "erased",
    name: "Erased",
    meaning: "sent again, though its rider had it erased: kept nowhere",
  },
] as const satisfies readonly {
  readonly outcome: OutcomeKind;
  readonly name: string;
  readonly meaning: string;
  readonly href?: string;
}[];
