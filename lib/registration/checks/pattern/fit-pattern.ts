import { lookAlikes } from "./look-alikes";
import type { Pattern } from "./pattern";

const NEVER = 1_000;
const MAX_TEXT = 64;
const MAX_CHANGES = 3;

/**
 * The text that has the form, with as few characters changed for look-alikes as can be: the same text where it has the
 * form already, null where three changes are not enough.
 */
export function fitPattern(pattern: Pattern, text: string): string | null {
  const shortest = pattern.reduce((count, { optional }) => count + (optional ? 0 : 1), 0);
  if (text.length < shortest || text.length > pattern.length || text.length > MAX_TEXT) return null;
  if (shortest === pattern.length) return fitInPlace(pattern, text);
  const costs = costsOf(pattern, text);
  const costAt = (item: number, char: number): number => costs[item]?.[char] ?? NEVER;
  if (costAt(0, 0) > MAX_CHANGES) return null;
  let fitted = "";
  let char = 0;
  for (const [item, { accepts, optional }] of pattern.entries()) {
    const own = text[char] ?? "";
    const next = twinIn(accepts, own);
    const taken = next === null ? NEVER : (next === own ? 0 : 1) + costAt(item + 1, char + 1);
    if (optional && costAt(item + 1, char) < taken) continue;
    fitted += next ?? "";
    char += 1;
  }
  return fitted;
}

/** Nothing can be left out: each character has its place. */
function fitInPlace(pattern: Pattern, text: string): string | null {
  let [fitted, changes] = ["", 0];
  for (const [at, { accepts }] of pattern.entries()) {
    const own = text[at] ?? "";
    const next = twinIn(accepts, own);
    if (next === null) return null;
    if (next !== own) changes += 1;
    fitted += next;
  }
  return changes > MAX_CHANGES ? null : fitted;
}

/** Changes that are needed from an item and a character on; filled from the end. */
function costsOf(pattern: Pattern, text: string): number[][] {
  const costs: number[][] = [];
  costs[pattern.length] = Array.from({ length: text.length + 1 }, (_, char) =>
    char === text.length ? 0 : NEVER,
  );
  for (let item = pattern.length - 1; item >= 0; item -= 1) {
    const { accepts, optional } = pattern[item] ?? { accepts: new Set<string>(), optional: false };
    const below = costs[item + 1] ?? [];
    costs[item] = Array.from({ length: text.length + 1 }, (_, char) => {
      const own = text[char] ?? "";
      const twin = twinIn(accepts, own);
      const taken = twin === null ? NEVER : (twin === own ? 0 : 1) + (below[char + 1] ?? NEVER);
      return Math.min(taken, optional ? (below[char] ?? NEVER) : NEVER);
    });
  }
  return costs;
}

function twinIn(accepts: ReadonlySet<string>, char: string): string | null {
  if (char === "") return null;
  return accepts.has(char) ? char : (lookAlikes(char).find((twin) => accepts.has(twin)) ?? null);
}
