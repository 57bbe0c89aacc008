import { inStoredForm, type Sent, STRAY, valuesOf } from "../lab/sent";
import type { SealedCopies } from "./sealed";
import type { Stored } from "./stored";

interface WindowsCompared {
  readonly duplicates: number;
  /** Identities that were sent and are in no window. */
  readonly lost: readonly string[];
  /** In words. */
  readonly faults: readonly string[];
}

/**
 * Conservation: what was sent, each once over all generations, with the greatest of what was said of it. Of a sealed copy
 * part of that may wait in quarantine: the two together must say it.
 */
export function compareWindows(all: readonly Stored[], sent: Sent, sealed: SealedCopies): WindowsCompared {
  const found = new Map<string, Stored>();
  const faults: string[] = [];
  let duplicates = 0;
  for (const stored of all) {
    const { identity, index } = stored;
    if (found.has(identity)) {
      duplicates++;
      faults.push(`${identity} is in ${found.get(identity)?.index} and in ${index}`);
    }
    found.set(identity, stored);
    if (identity.startsWith(STRAY)) continue;
    const reading = sent.readings.get(identity);
    const got = valuesOf(sealed.joined(stored)).join();
    if (sent.ahead.has(identity)) faults.push(`${identity} is stored before its time`);
    else if (!reading) faults.push(`${identity} is stored and was never sent`);
    else if (valuesOf(inStoredForm(reading)).join() !== got)
      faults.push(`${identity}: expected ${valuesOf(inStoredForm(reading))}, got ${got}`);
  }
  faults.push(...sealed.faults(found));
  const lost = [...sent.readings.keys()].filter((identity) => !found.has(identity));
  return { duplicates, lost, faults };
}
