import { formatNumber, THIN_SPACE } from "./number";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** "980 B", "0.7 MB", "25.4 GB": thousands, from 700 of the smaller unit on. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 700 && unit < UNITS.length - 1 && (unit > 0 || value >= 1_000)) {
    value /= 1_000;
    unit += 1;
  }
  return `${formatNumber(value, unit === 0 ? 0 : 1)}${THIN_SPACE}${UNITS[unit]}`;
}
