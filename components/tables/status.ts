import {
  type BikeFacts,
  MOVING_FOR_MS,
  MOVING_KMH,
  type Status,
  statusOf as statusOfFacts,
} from "@/lib/domain/bike-status";
import type { BikeState, ReadableValue } from "@/lib/telemetry/models";

/** Newest value of a field, or null. */
export function newestOf(state: BikeState, field: string): ReadableValue | null {
  return state.values.find((entry) => entry.field === field)?.value ?? null;
}

/** The one status shown for a bike that reports at least every `rhythmMs`, as far as its newest values tell. */
export const statusOf = (state: BikeState, nowMs: number, rhythmMs: number): Status =>
  statusOfFacts(factsOf(state, rhythmMs), nowMs);

/** Whether a bike reports as often as it should, so that its newest values are those of now. */
export const isHeardFrom = (status: Status): boolean => status !== "silent" && status !== "missing";

/** The newest speed, and when it was measured, ms since epoch. */
export interface MeasuredSpeed {
  readonly kmh: number;
  readonly atMs: number;
}

/** Null where no speed is known. */
export function speedIn(state: BikeState): MeasuredSpeed | null {
  const entry = state.values.find(({ field }) => field === "speed_kmh");
  return typeof entry?.value === "number" ? { kmh: entry.value, atMs: entry.measuredAtMs } : null;
}

/**
 * Whether the newest speed says how fast a bike of this status is now. Movement soon says nothing any more; who stands
 * and is heard from stands until something else is told.
 */
export const isSpeedOfNow = ({ kmh, atMs }: MeasuredSpeed, status: Status, nowMs: number): boolean =>
  status === "moving" || (isHeardFrom(status) && (kmh < MOVING_KMH || nowMs - atMs < MOVING_FOR_MS));

function factsOf(state: BikeState, rhythmMs: number): BikeFacts {
  const measured = (field: string): { value: number; atMs: number } => {
    const entry = state.values.find((candidate) => candidate.field === field);
    return typeof entry?.value === "number"
      ? { value: entry.value, atMs: entry.measuredAtMs }
      : { value: Number.NaN, atMs: Number.NEGATIVE_INFINITY };
  };
  const speed = measured("speed_kmh");
  const current = measured("battery_current_a");
  return {
    newestAtMs: state.newestAtMs,
    speedKmh: speed.value,
    speedAtMs: speed.atMs,
    currentA: current.value,
    currentAtMs: current.atMs,
    chargePct: measured("soc_pct").value,
    hasFaults: faultCodesIn(state).length > 0,
    rhythmMs,
  };
}

/** Codes of the faults that the bike reported last. */
export function faultCodesIn(state: BikeState): readonly string[] {
  const codes = newestOf(state, "error_codes");
  return Array.isArray(codes) ? codes : [];
}
