import type { Status } from "@/components/ui/glyph";
import type { BikeState, ReadableValue } from "@/lib/telemetry/models";

const HOUR_MS = 3_600_000;
/** Movement older than this says nothing about now. */
const MOVING_WITHIN_MS = 5 * 60_000;
const CHARGING_WITHIN_MS = HOUR_MS;
const SILENT_AFTER_MS = 24 * HOUR_MS;
const LOW_CHARGE_PCT = 15;
const MOVING_KMH = 1;

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  moving: "Riding",
  parked: "Parked",
  charging: "Charging",
  low: "Low battery",
  fault: "Fault",
  silent: "Silent",
};

/** Newest value of a field, or null. */
export function newestOf(state: BikeState, field: string): ReadableValue | null {
  return state.values.find((entry) => entry.field === field)?.value ?? null;
}

function recent(state: BikeState, field: string, nowMs: number, withinMs: number): number | null {
  const entry = state.values.find((candidate) => candidate.field === field);
  if (!entry || typeof entry.value !== "number" || nowMs - entry.measuredAtMs > withinMs) return null;
  return entry.value;
}

/** The one status shown for a bike: what needs a hand comes before what it does; nothing heard for a day is silence. */
export function statusOf(state: BikeState, nowMs: number): Status {
  if (nowMs - state.newestAtMs > SILENT_AFTER_MS) return "silent";
  const faults = newestOf(state, "error_codes");
  if (Array.isArray(faults) && faults.length > 0) return "fault";
  const current = recent(state, "battery_current_a", nowMs, CHARGING_WITHIN_MS);
  if (current !== null && current < 0) return "charging";
  const charge = newestOf(state, "soc_pct");
  if (typeof charge === "number" && charge < LOW_CHARGE_PCT) return "low";
  const speed = recent(state, "speed_kmh", nowMs, MOVING_WITHIN_MS);
  return speed !== null && speed >= MOVING_KMH ? "moving" : "parked";
}
