import type { FieldFault } from "@/lib/domain/faults";
import type { DeadLetter } from "./dead-letter";
import { hideFault } from "./hide-fault";

/** What a list shows of a letter. */
export interface ListedLetter
  extends Pick<DeadLetter, "key" | "keptAtMs" | "reason" | "client" | "bikeId" | "faultCount" | "resends"> {
  /** Without what may tell where somebody was or who; null where none is listed. */
  readonly firstFault: FieldFault | null;
}

export interface ListedLetters {
  /** The newest first. */
  readonly letters: readonly ListedLetter[];
  readonly total: number;
  /** Of all that match, the most frequent first. */
  readonly byReason: readonly {
    readonly reason: string;
    readonly letters: number;
    readonly faults: number;
  }[];
}

export function listed(letter: DeadLetter): ListedLetter {
  const { key, keptAtMs, reason, client, bikeId, faultCount, resends, faults } = letter;
  const [first] = faults;
  const firstFault = first ? hideFault(reason, first) : null;
  return { key, keptAtMs, reason, client, bikeId, faultCount, resends, firstFault };
}

/** At most `limit` letters after the `skip` newest, and how many there are of each reason. */
export function listOf(
  found: readonly ListedLetter[],
  { skip, limit }: { readonly skip: number; readonly limit: number },
): ListedLetters {
  const letters = found.toSorted((a, b) => b.keptAtMs - a.keptAtMs).slice(skip, skip + limit);
  return { letters, total: found.length, byReason: sums(found) };
}

function sums(letters: readonly ListedLetter[]): ListedLetters["byReason"] {
  const byReason = new Map<string, { reason: string; letters: number; faults: number }>();
  for (const { reason, faultCount } of letters) {
    const sum = byReason.get(reason) ?? { reason, letters: 0, faults: 0 };
    byReason.set(reason, { reason, letters: sum.letters + 1, faults: sum.faults + faultCount });
  }
  return [...byReason.values()].sort((a, b) => b.letters - a.letters);
}
