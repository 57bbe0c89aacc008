import type { Bin } from "./definition";

/** Bins between bounds in rising order, with one below the first (`under`) and one above the last. */
export function binsBetween(
  bounds: readonly number[],
  unit: string,
  ends: "open" | "from-first" = "from-first",
): Bin[] {
  const edges = ends === "open" ? [null, ...bounds, null] : [...bounds, null];
  return edges.slice(1).map((to, at) => {
    const from = edges[at] ?? null;
    return { from, to, label: labelOf(from, to, unit) };
  });
}

/** What is not known of a ride is counted too: the difference to what is known of all of them would be that of few. */
const NOT_KNOWN: Bin = { from: null, to: null, label: "not known" };
/** Bins with one more, for what is not known. */
export const withNotKnown = (bins: readonly Bin[]): Bin[] => [...bins, NOT_KNOWN];
export const isNotKnown = ({ from, to }: Bin): boolean => from === null && to === null;

/** Number of the bin in which a value lies; values below the first bin lie in it. */
export function binOf(bins: readonly Bin[], value: number): number {
  const at = bins.findIndex(({ to }) => to === null || value < to);
  return at === -1 ? bins.length - 1 : at;
}

function labelOf(from: number | null, to: number | null, unit: string): string {
  if (from === null) return `under ${signed(to ?? 0)} ${unit}`.trim();
  if (to === null) return `${signed(from)} ${unit} and more`.replace("  ", " ");
  return `${signed(from)}${from < 0 ? " to " : "–"}${signed(to)} ${unit}`.trim();
}

/** With a true minus sign. */
const signed = (value: number): string => (value < 0 ? `−${-value}` : String(value));
