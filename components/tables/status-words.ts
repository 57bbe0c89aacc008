import {
  CHARGING_FOR_MS,
  LOW_CHARGE_PCT,
  MISSED_REPORTS,
  MOVING_FOR_MS,
  MOVING_KMH,
  SILENT_FOR_MS,
  type Status,
} from "@/lib/domain/bike-status";
import { formatDuration } from "@/lib/format/duration";

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  moving: "Riding",
  parked: "Parked",
  charging: "Charging",
  low: "Low battery",
  fault: "Fault",
  silent: "Silent",
  missing: "Missing",
};

/** As lists of statuses are read: what rides first, what is lost last. */
export const STATUS_ORDER: readonly Status[] = [
  "moving",
  "parked",
  "charging",
  "low",
  "fault",
  "silent",
  "missing",
];

const unheard = formatDuration(MOVING_FOR_MS);

/** What each status means, as the end of a sentence; a bike that several fit has the most serious one. */
export const STATUS_MEANINGS: Readonly<Record<Status, string>> = {
  moving: `rides at ${MOVING_KMH} km/h or faster, heard in the last ${unheard}`,
  parked: "stands, and reports as often as it should",
  charging: `its battery was charged within ${formatDuration(CHARGING_FOR_MS)}`,
  low: `charge below ${LOW_CHARGE_PCT} %`,
  fault: "reports a fault code",
  silent: `not heard for ${unheard} in the middle of a ride, or for ${MISSED_REPORTS} of its usual reports`,
  missing: `not heard for ${formatDuration(SILENT_FOR_MS)} after those ${MISSED_REPORTS} reports`,
};
