/** One character of a number: which ones are right, and whether it may be left out. */
export interface PatternItem {
  readonly accepts: ReadonlySet<string>;
  readonly optional: boolean;
}

/** The form of a number. Its length is bounded, so that matching is, too. */
export type Pattern = readonly PatternItem[];

const isAll = (accepts: ReadonlySet<string>, form: RegExp): boolean =>
  [...accepts].every((char) => form.test(char));

/** The form for people: "AR26-99999", A for a letter, 9 for a digit, in brackets what may be left out. */
export const patternShape = (pattern: Pattern): string =>
  pattern
    .map(({ accepts, optional }) => {
      const [only = ""] = accepts;
      const sign = isAll(accepts, /\d/) ? "9" : isAll(accepts, /[A-Z]/) ? "A" : "X";
      const shown = accepts.size === 1 ? only : sign;
      return optional ? `[${shown}]` : shown;
    })
    .join("")
    .replaceAll("][", "");
