/** Characters that are read for one another; the first stands for all of its row. */
const ALIKE = ["0OQ", "1IL", "8B", "5S", "2Z"] as const;
const rowOf = (character: string): string => ALIKE.find((row) => row.includes(character)) ?? character;

/** What folded numbers are made of. */
export const FOLDED_CHARACTERS: readonly string[] = [..."0123456789ACDEFGHJKMNPRTUVWXY"];

const SEPARATORS = /[\s\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff_./\\-]+/g;

/**
 * What a frame or serial number is: two that have this in common are the same, in files, checks, bikes and corrections. Upper
 * case without spaces, dashes, dots and slashes; letters of every script count.
 */
export const normalNumber = (text: string): string => text.replace(SEPARATORS, "").toUpperCase();

/** What numbers are looked up by: capitals and digits alone. Coarser, so that a search finds whatever could be the same. */
export const normalOf = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/[^0-9A-Z]/g, "");

/** The same with characters that look alike made one. @param normal as `normalOf` gives it. */
export const foldedOf = (normal: string): string =>
  normal.replace(/[OQILBSZ]/g, (letter) => rowOf(letter).charAt(0));

/** A capital or digit with all that look like it, as a regular expression has them. */
export function spellingsOf(character: string): string {
  const row = rowOf(character);
  return row.length === 1 ? row : `[${row}]`;
}
