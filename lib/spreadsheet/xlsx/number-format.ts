/** How the number of a cell is shown: as a day or time, with leading zeros up to a width, or as it is. */
export type NumberFormat =
  | { readonly kind: "date" | "plain" }
  | { readonly kind: "padded"; readonly width: number };

const PLAIN: NumberFormat = { kind: "plain" };
const DATE: NumberFormat = { kind: "date" };

/** ECMA-376 part 1, 18.8.30: formats that have a number and no code; 27-36 and 50-58 are East Asian dates. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Quoted and escaped letters, colours and conditions are no part of a date; elapsed time such as [h] is. */
const DECORATION = /"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]?|general/gi;

/** @param code of a custom format, or undefined for one that has its number only. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? DATE : PLAIN;
  const bare = code.replace(DECORATION, "").split(";")[0] ?? "";
  if (/[dmyhs]/i.test(bare)) return DATE;
  return /^0{2,}$/.test(bare) ? { kind: "padded", width: bare.length } : PLAIN;
}
