import { fieldNamed } from "@/lib/domain/fields";
import { formatNumber, THIN_SPACE } from "./number";

export type FormattableValue = number | boolean | string | readonly string[];

interface Display {
  readonly unit?: string;
  /** Shown value = value in the contract's unit times scale. */
  readonly scale?: number;
  readonly decimals?: number;
}

/** Where screens show another unit or other places than the contract stores. */
const DISPLAY: Readonly<Record<string, Display>> = {
  lat: { unit: "°", decimals: 5 },
  lon: { unit: "°", decimals: 5 },
  heading_deg: { unit: "°" },
  altitude_m: { decimals: 0 },
  soc_pct: { decimals: 0 },
  odometer_m: { unit: "km", scale: 0.001, decimals: 1 },
};

/** Number and unit of a field as screens show it; the unit is empty for counts. */
export function displayOf(field: string): { unit: string; scale: number; decimals: number } {
  const contract = fieldNamed(field)?.field;
  const own = DISPLAY[field] ?? {};
  const number = contract?.kind === "number" ? contract : undefined;
  return {
    unit: own.unit ?? number?.unit ?? "",
    scale: own.scale ?? 1,
    decimals: own.decimals ?? (number && number.factor > 1 ? 1 : 0),
  };
}

/** Label of a field on screens; a name that the contract does not know stands for itself. */
export function labelOf(field: string): string {
  return fieldNamed(field)?.field.label ?? field;
}

/** "Speed, km/h": label and unit, for the title of a chart. */
export function titleOf(field: string): string {
  const { unit } = displayOf(field);
  return unit ? `${labelOf(field)}, ${unit}` : labelOf(field);
}

/** The number alone, in the unit that screens show. */
export function formatAmount(field: string, value: number): string {
  const { scale, decimals } = displayOf(field);
  return formatNumber(value * scale, decimals);
}

/** A value with its unit: "21.4 km/h", "unlocked", "none". */
export function formatValue(field: string, value: FormattableValue): string {
  if (typeof value === "number") {
    const { unit } = displayOf(field);
    const amount = formatAmount(field, value);
    if (unit === "") return amount;
    return unit === "°" ? `${amount}°` : `${amount}${THIN_SPACE}${unit}`;
  }
  if (typeof value === "boolean") return field === "locked" ? (value ? "locked" : "unlocked") : String(value);
  if (typeof value === "string") return value;
  return value.length === 0 ? "none" : value.join(", ");
}

/** A position to about a metre, kept on one line: "47.14120, 9.52090". */
export function formatPosition(lat: number, lon: number): string {
  return `${formatNumber(lat, 5)},\u00a0${formatNumber(lon, 5)}`;
}
