import type { Plan } from "./plan";
import { seedFrom } from "./seed-from";

type Made = Pick<Plan, "number" | "bikeId" | "model">;

const NUMBERS = 1_000_000;
/** Of the number at the end of a bike's name. */
const DIGITS = 6;
const MODULE_TAC = "35";
const ICCID_ISSUER = "89423";

/**
 * What a bike and its parts have engraved. By its name alone: no two bikes of a fleet have any in common, and those of two
 * fleets hardly ever.
 */
export function numbersOf({ number, bikeId, model }: Made) {
  const range = seedFrom(...Buffer.from(bikeId.slice(0, -DIGITS)));
  const mark = (range % 36 ** 2).toString(36).toUpperCase().padStart(2, "0");
  const digits = String(range % NUMBERS).padStart(DIGITS, "0");
  return {
    frame: `${model.oem.slice(0, 2).toUpperCase()}25${mark}${scattered(number, 387_421)}`,
    motor: `M-${model.batteryWh}-${mark}${scattered(number, 611_953)}`,
    battery: `B-${mark}${scattered(number, 799_997)}`,
    display: `D-${mark}${scattered(number, 274_177)}`,
    module: `IOT-${mark}${scattered(number, 928_373)}`,
    imei: withCheckDigit(`${MODULE_TAC}${digits}${scattered(number, 928_373)}`),
    iccid: withCheckDigit(`${ICCID_ISSUER}${digits}0${scattered(number, 145_531)}`),
  };
}

/** Neighbours far apart, and each number once: the factor has none in common with the count. */
const scattered = (number: number, factor: number): string =>
  String((number * factor + 271_828) % NUMBERS).padStart(DIGITS, "0");

/** With Luhn's digit, as IMEI and ICCID have it. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
