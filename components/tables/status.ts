import {
  type BikeFacts,
  MOVING_FOR_MS,
  type Status,
  statusOf as statusOfFacts,
} from "@/lib/domain/bike-status";
import type { BikeState, ReadableValue } from "@/lib/telemetry/models";

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  moving: "Riding",
  parked: "Parked",
  charging: "Charging",
  low: "Low battery",
  fault: "Fault",
  silent: "Silent",
  missing: "Missing",
};

/** Newest value of a field, or null. */
export function newestOf(state: BikeState, field: string): ReadableValue | null {
  return state.values.find((entry) => entry.field === field)?.value ?? null;
}

/** The one status shown for a bike that reports at least every `rhythmMs`, as far as its newest values tell. */
export const statusOf = (state: BikeState, nowMs: number, rhythmMs: number): Status =>
  statusOfFacts(factsOf(state, rhythmMs), nowMs);

/** Whether a bike reports as often as it should, so that its newest values are those of now. */
export const isHeardFrom = (status: Status): boolean => status !== "silent" && status !== "missing";

/** Whether the newest speed says how fast a bike of this status is now. */
export const isSpeedOfNow = (state: BikeState, status: Status, nowMs: number): boolean =>
  status === "moving" || (isHeardFrom(status) && pastSpeedAtMs(state, nowMs) === null);

/** When the newest speed was measured, ms since epoch, if that is too long ago to say how fast the bike is now. */
export function pastSpeedAtMs(state: BikeState, nowMs: number): number | null {
  const entry = state.values.find(({ field }) => field === "speed_kmh");
  return entry && nowMs - entry.measuredAtMs >= MOVING_FOR_MS ? entry.measuredAtMs : null;
}

function factsOf(state: BikeState, rhythmMs: number): BikeFacts {
  const measured = (field: string): { value: number; atMs: number } => {
    const entry = state.values.find((candidate) => candidate.field === field);
    return typeof entry?.value === "number"
      ? { value: entry.value, atMs: entry.measuredAtMs }
      : { value: Number.NaN, atMs: Number.NEGATIVE_INFINITY };
  };
  const speed = measured("speed_kmh");
  const current = measured("battery_current_a");
  const faults = newestOf(state, "error_codes");
  return {
    newestAtMs: state.newestAtMs,
    speedKmh: speed.value,
    speedAtMs: speed.atMs,
    currentA: current.value,
    currentAtMs: current.atMs,
    chargePct: measured("soc_pct").value,
    hasFaults: Array.isArray(faults) && faults.length > 0,
    rhythmMs,
  };
}
