import type { Amount, Figure } from "@/lib/analytics/report/figure";
import { LEAST_RIDERS, type OutReason, type RestatementCause } from "@/lib/domain/figures";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import { formatDayKey } from "@/lib/format/time";

/** What stands where fewer riders were than are shown. */
const MASKED_WORDS = `<${THIN_SPACE}${LEAST_RIDERS}`;

/** An amount without its unit: "11.3", "≥ 40.0", "≤ -30.0", "< 10"; a dash where nothing was measured, nothing where nothing is published. */
export function formatAmountOf({ decimals }: Pick<Figure, "decimals">, amount: Amount): string {
  switch (amount.kind) {
    case "value":
      return `${boundOf(amount)}${formatNumber(amount.value, decimals)}`;
    case "masked":
      return MASKED_WORDS;
    case "missing":
      return "";
    case "unmeasured":
      return "–";
  }
}

type Value = Extract<Amount, { readonly kind: "value" }>;
const boundOf = ({ isAtLeast, isAtMost }: Value): string =>
  isAtLeast ? `≥${THIN_SPACE}` : isAtMost ? `≤${THIN_SPACE}` : "";

/** Two amounts of which both are values as their difference; null where it cannot be told. */
export const differenceOf = (now: Amount, before: Amount | null): number | null =>
  now.kind === "value" && before?.kind === "value" && boundOf(now) === "" && boundOf(before) === ""
    ? now.value - before.value
    : null;

/** "+0.6", "−0.2", "±0.0" */
export function formatDifference(difference: number, decimals: number): string {
  const text = formatNumber(difference, decimals);
  if (Number(Math.abs(difference).toFixed(decimals)) === 0) return `±${text}`;
  return difference > 0 ? `+${text}` : text;
}

export const figureTitle = ({ label, unit }: Pick<Figure, "label" | "unit">): string =>
  unit === "" ? label : `${label}, ${unit}`;

/** "1 Oct – 31 Oct 2026" */
export function rangeWords({ from, to }: { readonly from: string; readonly to: string }): string {
  const [first, last] = [formatDayKey(from), formatDayKey(to)];
  if (from === to) return first;
  return `${from.slice(0, 4) === to.slice(0, 4) ? first.replace(/ \d{4}$/, "") : first} – ${last}`;
}

/** "14 Oct 2026", "W42 2026", "Q4 2026" */
export const blockWords = (block: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(block) ? formatDayKey(block) : `${block.slice(5)} ${block.slice(0, 4)}`;

export const OUT_WORDS: Readonly<Record<OutReason, string>> = {
  "no-rider": "nobody known who rode",
  "no-consent": "no consent when it was ridden",
  withdrawn: "consent withdrawn since",
  suppressed: "too few riders in any group or time",
};

export const CAUSE_WORDS: Readonly<Record<RestatementCause, string>> = {
  "late-data": "readings that arrived late",
  withdrawal: "a withdrawal of consent",
  grant: "a grant of consent",
  ownership: "a change of who owned a bike",
  erasure: "an erasure",
  formula: "another formula",
};

const share = (part: number): string => formatNumber(100 * part, part > 0.995 && part < 1 ? 1 : 0);

/** "about 91 % of its rides, 86–95 %" */
export const completenessWords = (told: { share: number; low: number; high: number }): string =>
  `about ${share(told.share)}${THIN_SPACE}% of its rides are here, 80${THIN_SPACE}% sure between ${share(told.low)} and ${share(told.high)}${THIN_SPACE}%`;
