import { formatCount, formatNumber } from "@/lib/format/number";

/** "2 readings released, 1 not" @param left of those that were asked for. */
export const releasedTitle = (released: number, left: number): string =>
  `${formatCount(released, "reading")} released${left > 0 ? `, ${formatNumber(left)} not` : ""}`;

/** Where the released readings are. */
export function releasedText(released: number): string {
  if (released === 0) return "Nothing was sent on. Each says why it stays as it was.";
  return released === 1
    ? "It is on its way into its week, as a late reading is."
    : "They are on their way into their weeks, as late readings are.";
}
