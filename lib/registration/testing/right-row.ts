import type { ColumnKey } from "../columns/column";
import { MODELS } from "./empty-world";

/** Columns of made files, in their order. */
export const MADE_COLUMNS = [
  ...([
    "bike_id",
    "frame_number",
    "model",
    "produced_on",
    "fnuci",
    "battery_passport",
    "imei",
    "iccid",
  ] as const),
  ...(["battery_wh", "firmware", "motor_serial", "motor_part", "battery_serial", "battery_part"] as const),
  ...(["display_serial", "module_serial"] as const),
] as const satisfies readonly ColumnKey[];

export type MadeRow = Record<(typeof MADE_COLUMNS)[number], string>;

const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAYS = 330;

const withLuhnDigit = (digits: string): string => {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

/** A bike with nothing wrong; other serial numbers give other identifiers throughout. */
export function rightRow(serial: number, random: () => number): MadeRow {
  const model = MODELS[Math.floor(random() * MODELS.length)] ?? MODELS[0];
  const digits = String(serial).padStart(6, "0");
  const battery = `PB-${String.fromCharCode(65 + Math.floor(random() * 8))}1${digits}`;
  return {
    bike_id: `LI-${digits}`,
    frame_number: `AR26-1${digits}`,
    model: model?.code ?? "",
    produced_on: new Date(FIRST_DAY + Math.floor(random() * DAYS) * 86_400_000).toISOString().slice(0, 10),
    fnuci: `BC${(serial + 36 ** 7).toString(36).toUpperCase()}`,
    battery_passport: `https://passport.example/${battery}`,
    imei: withLuhnDigit(`35693803${digits}`),
    iccid: withLuhnDigit(`8942310022${digits.padStart(8, "0")}`),
    battery_wh: String(model?.batteryWh ?? ""),
    firmware: random() < 0.5 ? "4.12.0" : "4.13.1",
    motor_serial: `M7-1${digits}`,
    motor_part: "M7-250-65",
    battery_serial: battery,
    battery_part: `PB-${model?.batteryWh}-02`,
    display_serial: `DS-${digits}`,
    module_serial: `IM-${digits}`,
  };
}
