import { DEAD_LETTER_REASONS } from "@/lib/domain/outcome";
import { deadLetterKey } from "@/lib/ingest/dead-letter-key";
import type { DeadLetter } from "./dead-letter";

/** What became of a letter whose record was sent again. */
export type Resent =
  /** Its readings are stored, or wait in quarantine; the letter is erased. */
  | { readonly kind: "accepted" }
  /** The same letter came again, with its count raised. */
  | { readonly kind: "refused-again" }
  /** Another letter has it now; this one is erased. */
  | { readonly kind: "refused-otherwise"; readonly reason: string; readonly key: string }
  /** The worker has not committed it yet, or what it left could not be read; the letter stays. */
  | { readonly kind: "undecided" };

/** Where a record would be kept, whatever the reason. */
export const keysOf = ({ bikeId, bytes }: Pick<DeadLetter, "bikeId" | "bytes">): readonly string[] =>
  DEAD_LETTER_REASONS.map((reason) => deadLetterKey(bikeId, bytes, reason));

/** @param newest of the letters that there are once the record's outcome is durable, by key. */
export function judgeResent(
  letter: Pick<DeadLetter, "key" | "offset" | "bikeId" | "bytes" | "resends">,
  newest: ReadonlyMap<string, Pick<DeadLetter, "key" | "offset" | "reason" | "resends">>,
): Resent {
  const same = newest.get(letter.key);
  if (same && same.offset !== letter.offset) return { kind: "refused-again" };
  for (const key of keysOf(letter)) {
    const other = newest.get(key);
    if (other && key !== letter.key && other.resends > letter.resends)
      return { kind: "refused-otherwise", reason: other.reason, key };
  }
  return { kind: "accepted" };
}
