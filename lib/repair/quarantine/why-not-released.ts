import { RELEASABLE } from "@/lib/domain/outcome";
import type { Entry } from "./entry";

/** A sweep takes a minute's turn; what is due in the meantime may be on its way into its window. */
const SWEEP_MS = 60_000;

/** Reasons of entries that no other time makes right. */
const NEVER: Readonly<Record<string, string>> = {
  collision:
    "expected a reading that is not stored, got a value that lost to a greater one of the same bike, source and instant: it would lose again, and at another instant nobody measured it",
  "sealed-collision":
    "expected a reading that its week can take, got one that would change a sealed week's: maintenance joins the two, or none does",
};

/** Why an entry cannot be given another time, or null where it can. */
export function whyNotReleased(entry: Entry, nowMs: number): string | null {
  const { reason, decision, dueAtMs } = entry;
  if (NEVER[reason]) return NEVER[reason];
  if (!RELEASABLE.some((known) => known === reason))
    return `expected ${RELEASABLE.join(" or ")}, got ${reason}`;
  if (decision === "releasing" && entry.release !== null) return null;
  if (decision === "placing")
    return "expected an entry that waits, got one whose time has come: it is being placed";
  if (decision !== "waiting") return `expected an entry that waits, got one that was ${decision}`;
  if (dueAtMs !== null && dueAtMs <= nowMs + SWEEP_MS)
    return `expected a reading that is not due within a minute, got one due at ${new Date(dueAtMs).toISOString()}: it is being placed`;
  return null;
}
