import { energyPerKilometre } from "@/lib/domain/energy-per-kilometre";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatNumber, THIN_SPACE } from "@/lib/format/number";
import type { BikeRide } from "@/lib/telemetry/models";

export const kilometres = (metres: number): string => `${formatNumber(metres / 1_000, 1)}${THIN_SPACE}km`;

/** "12.4 km"; with what lies in gaps, "12.4 km + 0.3 km not recorded". */
export const distanceWords = ({ distanceM, unrecordedM }: BikeRide): { way: string; gap: string | null } => ({
  way: kilometres(distanceM),
  gap: unrecordedM < 50 ? null : `+ ${kilometres(unrecordedM)} not recorded`,
});

export const movingWords = ({ movingS }: BikeRide): string => formatDuration(movingS * 1_000);

export function energyWords(ride: BikeRide): string {
  const perKilometre = energyPerKilometre(ride);
  return perKilometre === null ? "–" : `${formatNumber(perKilometre, 1)}${THIN_SPACE}Wh/km`;
}

export const wattHours = (wh: number): string => `${formatNumber(wh)}${THIN_SPACE}Wh`;

/** "72 Wh", and by the charge "69 Wh by charge"; null for what is not known. */
export const energiesWords = ({ energyWh, chargeWh }: Pick<BikeRide, "energyWh" | "chargeWh">) => ({
  measured: energyWh === null ? null : wattHours(energyWh),
  byCharge: chargeWh === null ? null : `${wattHours(chargeWh)} by charge`,
});

/** "84 → 71 %" */
export function chargeWords({ startPct, endPct }: BikeRide): string {
  if (startPct === null || endPct === null) return "–";
  return `${formatNumber(startPct)} → ${formatNumber(endPct)}${THIN_SPACE}%`;
}

export const speedWords = (kmh: number | null): string =>
  kmh === null ? "–" : `${formatNumber(kmh, 1)}${THIN_SPACE}km/h`;

const CAUSES: Readonly<Record<BikeRide["cause"], string>> = {
  first: "",
  // As a ride that goes on grows.
  readings: "",
  "late-readings": "readings came late",
  "master-data": "its master data changed",
};

/** What a ride's record says of itself: late parts, gaps, who tells it, and that it has changed. */
export function notesOn(ride: BikeRide): string[] {
  const { lateReadings, readings, dataShare, revision, cause, lateSince, isFilled, source } = ride;
  const late =
    lateReadings === readings
      ? ["all of it came late"]
      : lateReadings === 0
        ? []
        : [`${formatNumber(lateReadings)} of ${formatNumber(readings)} came late`];
  const gaps =
    dataShare > 0.995
      ? []
      : [`${formatNumber((1 - dataShare) * 100)}${THIN_SPACE}% of its time not recorded`];
  const other = source === "iot" ? "the phone" : "the module";
  const filled = isFilled ? [`gaps told by ${other}`] : [];
  const why = cause === "late-readings" ? `${formatCount(lateSince, "reading")} came late` : CAUSES[cause];
  const changed = why === "" ? [] : [`revision ${revision}: ${why}`];
  return [...late, ...gaps, ...filled, ...changed];
}
