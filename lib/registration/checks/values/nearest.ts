const MAX_EDITS = 2;

/** The word that differs least, by at most two letters and less than half of them; null where none or several do. */
export function nearest(text: string, words: readonly string[]): string | null {
  const wanted = text.toUpperCase();
  const ranked = words
    .map((word) => ({ word, edits: editsBetween(wanted, word.toUpperCase()) }))
    .filter(({ word, edits }) => edits <= MAX_EDITS && edits * 2 < word.length)
    .sort((a, b) => a.edits - b.edits);
  const [best, second] = ranked;
  return best && best.edits !== second?.edits ? best.word : null;
}

/** Levenshtein's distance; more than the limit where the lengths alone say so. */
function editsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_EDITS) return MAX_EDITS + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
