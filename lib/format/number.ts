/** Narrow no-break space: between groups of thousands, and between a value and its unit. */
export const THIN_SPACE = "\u202f";

/** Thousands grouped by thin spaces from four digits on, a true minus sign, `decimals` places. */
export function formatNumber(value: number, decimals = 0): string {
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = "", fraction] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const sign = value < 0 && Number(fixed) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** "1 reading", "3 486 readings". */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** A count in at most four characters: 999, 1.2k, 34k, 2.0M. */
export function formatCompact(count: number): string {
  if (count < 1_000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1_000, "k"] : [count / 1_000_000, "M"];
  return `${value.toFixed(value < 9.95 ? 1 : 0)}${unit}`;
}
