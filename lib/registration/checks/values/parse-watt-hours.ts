const WATT_HOURS = /^(\d{1,5})(?:[.,]0+)?\s*(?:wh)?$/i;

/** Whole watt hours, or null for text that is none. */
export function parseWattHours(text: string): number | null {
  const found = WATT_HOURS.exec(text.trim())?.[1];
  return found === undefined ? null : Number(found);
}
