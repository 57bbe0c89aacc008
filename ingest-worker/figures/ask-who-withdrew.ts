import type { ConsentGrant } from "@/lib/consent/grant/consent-grant";
import { PURPOSES, type Purpose } from "@/lib/domain/consent";
import type { DayMemory } from "./day-memory";

const ASKS_EVERY_MS = 60_000;
/** A pseudonym is excluded for an hour after it was purged at least: who did not ask for half of it may have missed one. */
const FORGETS_AFTER_MS = 30 * 60_000;

/** Leaves out of what is remembered who withdrew meanwhile; forgets all of it where that was not asked for too long. */
export function askWhoWithdrew(
  memory: DayMemory,
  grantFor: (purpose: Purpose) => Promise<ConsentGrant>,
  now: () => number,
): () => Promise<void> {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const sinceMs = now() - askedAtMs;
    if (sinceMs < ASKS_EVERY_MS) return;
    if (sinceMs > FORGETS_AFTER_MS) memory.forgetAll();
    for (const purpose of PURPOSES) memory.leaveOut((await grantFor(purpose)).excluded);
    askedAtMs = now();
  };
}
