import { FIELDS } from "./fields";
import type { StoredReading } from "./stored-reading";
import { toApiValue } from "./units";

/** The reading of a packet that comes to this stored form. */
export function asSent(reading: StoredReading): Record<string, unknown> {
  const sent: Record<string, unknown> = { t: reading.timeMs };
  for (const [slot, field] of FIELDS.entries()) {
    const value = reading.values[slot];
    if (value !== undefined) sent[field.name] = toApiValue(field, value);
  }
  return sent;
}
