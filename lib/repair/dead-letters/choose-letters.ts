import { AppError } from "@/lib/errors";
import type { RepairStores } from "../repair-stores";
import type { DeadLetter } from "./dead-letter";
import { type LetterFilter, lettersNamed, passes } from "./letter-filter";
import { placeOfKeys, readLetters } from "./read-letters";

/** Of the letters of one call, which are in memory at once. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The letters that are named, or of those that pass the oldest, and how many are left.
 * @throws AppError `not-found`, `conflict` (the beginning of several keys), `too-large`, `unavailable`.
 */
export async function chooseLetters(
  {
    keys,
    filter,
    limit,
  }: { readonly keys: readonly string[]; readonly filter: LetterFilter; readonly limit: number },
  stores: Pick<RepairStores, "kafka" | "names" | "log">,
): Promise<{ readonly chosen: readonly DeadLetter[]; readonly left: number }> {
  let bytes = 0;
  const isAsked = (letter: DeadLetter) =>
    keys.length > 0 ? keys.some((key) => letter.key.startsWith(key)) : passes(filter, letter);
  const keep = (letter: DeadLetter) => {
    if (!isAsked(letter)) return null;
    bytes += letter.bytes.length;
    return bytes <= MAX_BYTES ? letter : null;
  };
  const found = await readLetters(stores, keep, placeOfKeys(keys));
  if (bytes > MAX_BYTES)
    throw new AppError(
      "too-large",
      `expected at most ${MAX_BYTES} bytes of letters, got ${bytes}: narrow by reason, time, client or bike`,
    );
  if (keys.length > 0) return { chosen: lettersNamed(keys, found), left: 0 };
  found.sort((a, b) => a.keptAtMs - b.keptAtMs);
  return { chosen: found.slice(0, limit), left: Math.max(0, found.length - limit) };
}
