import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import type { FieldFault } from "@/lib/domain/faults";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import type { DeadLetter } from "./dead-letter";
import { hideFault } from "./hide-fault";
import { LetterFilter, passes } from "./letter-filter";
import { readLetters } from "./read-letters";

export const ListDeadLettersInput = LetterFilter.extend({
  limit: z.int().min(1).max(10_000).default(50),
});

interface ListedLetter
  extends Pick<DeadLetter, "key" | "keptAtMs" | "reason" | "client" | "bikeId" | "faultCount" | "resends"> {
  /** Without what may tell where somebody was or who; null where none is listed. */
  readonly firstFault: FieldFault | null;
}

export interface ListedLetters {
  /** The newest first, at most `limit`. */
  readonly letters: readonly ListedLetter[];
  readonly total: number;
  /** Of all that match, the most frequent first. */
  readonly byReason: readonly {
    readonly reason: string;
    readonly letters: number;
    readonly faults: number;
  }[];
}

/** Dead letters that match, and how many there are of each reason. @throws AppError `forbidden`, `invalid`, `unavailable`. */
export async function listDeadLetters(
  author: Author,
  input: z.input<typeof ListDeadLettersInput>,
  stores: Pick<RepairStores, "kafka" | "names" | "log">,
): Promise<ListedLetters> {
  requireRepairer(author);
  const { limit, ...filter } = parseInput(ListDeadLettersInput, input);
  const found = await readLetters(stores, (letter) => (passes(filter, letter) ? listed(letter) : null));
  found.sort((a, b) => b.keptAtMs - a.keptAtMs);
  return { letters: found.slice(0, limit), total: found.length, byReason: sums(found) };
}

function listed(letter: DeadLetter): ListedLetter {
  const { key, keptAtMs, reason, client, bikeId, faultCount, resends, faults } = letter;
  const [first] = faults;
  const firstFault = first ? hideFault(reason, first) : null;
  return { key, keptAtMs, reason, client, bikeId, faultCount, resends, firstFault };
}

function sums(letters: readonly ListedLetter[]): ListedLetters["byReason"] {
  const byReason = new Map<string, { reason: string; letters: number; faults: number }>();
  for (const { reason, faultCount } of letters) {
    const sum = byReason.get(reason) ?? { reason, letters: 0, faults: 0 };
    byReason.set(reason, { reason, letters: sum.letters + 1, faults: sum.faults + faultCount });
  }
  return [...byReason.values()].sort((a, b) => b.letters - a.letters);
}
