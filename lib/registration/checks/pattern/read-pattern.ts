import type { Pattern, PatternItem } from "./pattern";

export type ReadPattern =
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  | { readonly kind: "fault"; readonly at: number; readonly expected: string };

const MAX_CHARACTERS = 64;
const DIGITS: ReadonlySet<string> = new Set("0123456789");
const ATOM = /\\d|\\([-.\\/[\](){}?*+|^$])|\[([A-Za-z0-9 _/.-]+)\]|([A-Za-z0-9 _/:#-])/y;
const QUANTIFIER = /\?|\{(\d{1,2})(?:,(\d{1,2}))?\}/y;
const EXPECTED = "a letter, a digit, a dash, \\d, a class such as [A-Z], and after it ?, {n} or {n,m}";

/**
 * Reads the form of a maker's numbers, a small part of regular expressions: characters, classes and counts one after
 * the other. There are no groups, choices or endless repetitions, so no text can make matching slow.
 */
export function readPattern(source: string): ReadPattern {
  const bare = source.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  const items: PatternItem[] = [];
  let at = 0;
  while (at < bare.length) {
    ATOM.lastIndex = at;
    const atom = ATOM.exec(bare);
    const accepts = atom === null ? null : charactersOf(atom);
    if (accepts === null) return { kind: "fault", at, expected: EXPECTED };
    QUANTIFIER.lastIndex = ATOM.lastIndex;
    const quantifier = QUANTIFIER.exec(bare);
    const [min, max] = countsOf(quantifier);
    if (max < Math.max(1, min)) return { kind: "fault", at, expected: "a count from less to more" };
    for (let count = 0; count < max; count += 1) items.push({ accepts, optional: count >= min });
    if (items.length > MAX_CHARACTERS)
      return { kind: "fault", at, expected: `at most ${MAX_CHARACTERS} characters in all` };
    at = quantifier === null ? ATOM.lastIndex : QUANTIFIER.lastIndex;
  }
  return items.some(({ optional }) => !optional)
    ? { kind: "pattern", pattern: items }
    : { kind: "fault", at: 0, expected: EXPECTED };
}

function countsOf(quantifier: RegExpExecArray | null): readonly [number, number] {
  if (quantifier === null) return [1, 1];
  const [all, min, max] = quantifier;
  return all === "?" ? [0, 1] : [Number(min), Number(max ?? min)];
}

/** Numbers are compared in upper case, so patterns are, too. */
function charactersOf([, escaped, members, literal]: RegExpExecArray): ReadonlySet<string> | null {
  if (members !== undefined) return membersOf(members.toUpperCase());
  const one = escaped ?? literal;
  return one === undefined ? DIGITS : new Set(one.toUpperCase());
}

function membersOf(members: string): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (let at = 0; at < members.length; at += 1) {
    const [from, to] = [members.charCodeAt(at), members.charCodeAt(at + 2)];
    const isRange = members[at + 1] === "-" && at + 2 < members.length;
    if (!isRange) found.add(String.fromCharCode(from));
    else if (to < from) return null;
    else {
      for (let code = from; code <= to; code += 1) found.add(String.fromCharCode(code));
      at += 2;
    }
  }
  return found;
}
