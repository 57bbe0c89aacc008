const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999, the last day of spreadsheets. */
const LAST_DAY = 2_958_466;

/**
 * The ISO day, day and time, or (below one day) time of a spreadsheet's number of days; null for what is none. Day 60
 * of the system from 1900 is 29 February 1900, which never was: it and the days before are shifted by one.
 */
export function serialDate(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0 && serial < LAST_DAY)) return null;
  if (!from1904 && Math.floor(serial) === 60) return "1900-02-29";
  const shift = !from1904 && serial >= 1 && serial < 60 ? 1 : 0;
  const seconds = Math.round((serial + shift) * 86_400);
  const iso = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + seconds * 1_000).toISOString();
  if (serial < 1) return iso.slice(11, 19);
  return (seconds * 1_000) % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}
