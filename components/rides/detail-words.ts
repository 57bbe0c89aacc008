import { chargeStepWh } from "@/lib/domain/charge-energy";
import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import type { BikeRide, RideSpread } from "@/lib/telemetry/models";
import { kilometres, speedWords, wattHours } from "./ride-words";

const NOT_TOLD = "not told";
/** Energy over less of the riding is not held against another of all of it. */
const COMPARED_SHARE = 0.9;

const perCent = (share: number): string => `${formatNumber(share * 100)}${THIN_SPACE}%`;

/** What was measured on a ride, name by name. */
export const detailsOf = (ride: BikeRide): (readonly [string, string])[] => [
  ["Distance", distanceDetail(ride)],
  ["Energy", energyDetail(ride)],
  ["Work", workDetail(ride)],
  ["Climb", ride.climbM === null ? NOT_TOLD : `${formatNumber(ride.climbM)}${THIN_SPACE}m`],
  ["Top speed", ride.topKmh === null ? NOT_TOLD : speedWords(ride.topKmh)],
  ["Assist levels", levelsDetail(ride)],
  ["Temperatures", temperaturesDetail(ride)],
  ["Record", recordDetail(ride)],
];

/** "8.4 km by positions, 8.2 km by the odometer (2 % less)" */
export function distanceDetail({ distanceM, unrecordedM, counterM }: BikeRide): string {
  if (counterM === null) return `${kilometres(distanceM)}; the odometer does not tell it`;
  const difference = unrecordedM > 0 ? "" : ` (${differs(counterM, distanceM)})`;
  return `${kilometres(distanceM)} by positions, ${kilometres(counterM)} by the odometer${difference}`;
}

/** "72 Wh by voltage and current, 69 Wh by charge (4 % less; told in steps of 5 Wh)" */
export function energyDetail(ride: BikeRide): string {
  const { energyWh, chargeWh, energyS, movingS } = ride;
  const measured = energyWh === null ? [] : [`${wattHours(energyWh)} by voltage and current`];
  if (chargeWh === null) return measured[0] ?? NOT_TOLD;
  const isWhole = energyWh !== null && energyWh > 0 && energyS >= movingS * COMPARED_SHARE;
  const notes = [...(isWhole ? [differs(chargeWh, energyWh)] : []), ...stepOf(ride)];
  const noted = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
  return [...measured, `${wattHours(chargeWh)} by charge${noted}`].join(", ");
}

function stepOf({ chargeWh, startPct, endPct }: BikeRide): string[] {
  const step =
    chargeWh === null || startPct === null || endPct === null
      ? null
      : chargeStepWh(chargeWh, startPct - endPct);
  return step === null ? [] : [`told in steps of up to ${wattHours(step)}`];
}

/** How far one value is from another that is above 0. */
function differs(value: number, other: number): string {
  const share = other === 0 ? 0 : value / other - 1;
  if (Math.abs(share) < 0.005) return "the same";
  return `${perCent(Math.abs(share))} ${share < 0 ? "less" : "more"}`;
}

function workDetail({ riderWh, motorWh }: BikeRide): string {
  const told = [
    ...(riderWh === null ? [] : [`${wattHours(riderWh)} by the rider`]),
    ...(motorWh === null ? [] : [`${wattHours(motorWh)} by the motor`]),
  ];
  return told.length === 0 ? NOT_TOLD : told.join(", ");
}

function levelsDetail({ levelShares }: BikeRide): string {
  const ridden = (levelShares ?? []).flatMap((share, level) =>
    share < 0.005 ? [] : [`${perCent(share)} at ${level}`],
  );
  return ridden.length === 0 ? NOT_TOLD : `${ridden.join(", ")} of the way`;
}

function temperaturesDetail({ ambientC, batteryC }: BikeRide): string {
  const told = [...between("air", ambientC), ...between("battery", batteryC)];
  return told.length === 0 ? NOT_TOLD : told.join(", ");
}

function between(what: string, spread: RideSpread | null): string[] {
  if (spread === null) return [];
  const { least, greatest } = spread;
  return [`${what} ${formatNumber(least)} to ${formatNumber(greatest)}${THIN_SPACE}°C`];
}

const recordDetail = ({ dataShare, lateReadings, readings }: BikeRide): string =>
  `${perCent(dataShare)} of its time, ${perCent(lateReadings / readings)} of its ${formatNumber(readings)} readings came late`;
