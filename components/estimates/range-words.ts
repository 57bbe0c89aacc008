import { formatNumber, THIN_SPACE } from "@/lib/format/number";

/** A median and the ends of its 80 % interval, km. */
export interface RangeKm {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const FINE_BELOW_KM = 10;

/** "41 km", "7.4 km". */
export function rangeWords({ value }: RangeKm): string {
  return `${formatNumber(value, value < FINE_BELOW_KM ? 1 : 0)}${THIN_SPACE}km`;
}

/** "33 to 50 km". */
export function betweenWords({ value, low, high }: RangeKm): string {
  const decimals = value < FINE_BELOW_KM ? 1 : 0;
  return `${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}${THIN_SPACE}km`;
}

/** What the estimate rests on: own rides, and the model of all bikes. */
export function restsOn(ownRides: number, hasModel: boolean): string {
  const own = ownRides === 1 ? "1 ride of this bike" : `${formatNumber(ownRides)} rides of this bike`;
  if (!hasModel) return `${own} alone; no model of all bikes is published`;
  return ownRides === 0
    ? "the model of all bikes alone: this bike has no rides with voltage and current under its owner of now"
    : `${own}, and the model of all bikes`;
}
