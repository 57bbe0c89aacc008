import { FOLDED_CHARACTERS } from "@/lib/domain/bike-number";

/** In shorter texts a slip makes too many others; longer ones are no number of a bike. */
const LENGTHS = { least: 5, most: 40 } as const;

/**
 * All texts that one wrong, missing, extra or swapped character makes of this one: about 60 for each of its characters.
 * Looked for one by one they cost the same however many numbers there are, and however much those resemble each other.
 * @param folded as `foldedOf` gives it.
 */
export function oneSlipFrom(folded: string): string[] {
  const { length } = folded;
  if (length < LENGTHS.least || length > LENGTHS.most) return [];
  const texts = new Set<string>();
  for (let at = 0; at <= length; at++) {
    const [before, here, after] = [folded.slice(0, at), folded.charAt(at), folded.slice(at + 1)];
    for (const other of FOLDED_CHARACTERS) {
      texts.add(before + other + here + after);
      if (here !== "") texts.add(before + other + after);
    }
    texts.add(before + after);
    if (after !== "") texts.add(before + after.charAt(0) + here + after.slice(1));
  }
  texts.delete(folded);
  return [...texts];
}
