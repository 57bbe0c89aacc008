/**
 * The telemetry contract as one table. The packet validator, the byte scanner, the window mapping, the API document and
 * the charts are derived from it or tested against it. `docs/adr/0004-stored-form.md` has the measurements behind
 * resolution and storage type.
 */

/** Elasticsearch types in which a value is kept in the windows. */
type StoredType = "byte" | "short" | "integer" | "long" | "boolean" | "keyword";

interface FieldBase {
  /** Name in the packet and in the API; ends with its unit. */
  readonly name: string;
  /** Name in the windows and in the latest state; ends with the stored unit. */
  readonly stored: string;
  readonly type: StoredType;
  /** Name on screens. */
  readonly label: string;
}

/** A number, stored as `Math.round(value * factor)`; comes back as `stored / factor`. */
export interface NumberField extends FieldBase {
  readonly kind: "number";
  readonly unit: string;
  /** Inclusive range of the value as sent. */
  readonly min: number;
  readonly max: number;
  /** Stored steps per unit: the resolution is `1 / factor`. */
  readonly factor: number;
  /** Counts and levels: a fraction is a fault, not something to round. */
  readonly whole: boolean;
}
interface BooleanField extends FieldBase {
  readonly kind: "boolean";
}
/** A short text: 1 to `maxLength` printable ASCII characters, so that order by code point is order by byte. */
interface TextField extends FieldBase {
  readonly kind: "text";
  readonly maxLength: number;
}
/** A set of short texts, stored sorted by code point and without repetition; the empty set is a value. */
interface TextSetField extends FieldBase {
  readonly kind: "text-set";
  readonly maxItems: number;
  readonly maxLength: number;
}
export type Field = NumberField | BooleanField | TextField | TextSetField;

const number = (
  name: string,
  stored: string,
  label: string,
  unit: string,
  range: readonly [number, number],
  factor: number,
  type: StoredType,
  whole = false,
): NumberField => ({
  kind: "number",
  name,
  stored,
  label,
  unit,
  min: range[0],
  max: range[1],
  factor,
  type,
  whole,
});
const text = (name: string, label: string): TextField => ({
  kind: "text",
  name,
  stored: name,
  label,
  type: "keyword",
  maxLength: 64,
});

/** Latitude and longitude are sent as two fields and stored as one `location` (geo_point, 1e-6 degrees). */
export const LOCATION = "location";
export const LATITUDE = number("lat", "lat", "Latitude", "deg", [-90, 90], 1_000_000, "integer");
export const LONGITUDE = number("lon", "lon", "Longitude", "deg", [-180, 180], 1_000_000, "integer");

/** Every optional value of a reading, in the order in which it is stored. The index in this list is the field's slot. */
export const FIELDS: readonly Field[] = [
  LATITUDE,
  LONGITUDE,
  number("altitude_m", "altitude_dm", "Altitude", "m", [-500, 9000], 10, "integer"),
  number("heading_deg", "heading_deg", "Heading", "deg", [0, 360], 1, "short"),
  number("speed_kmh", "speed_ckmh", "Speed", "km/h", [0, 120], 100, "short"),
  number("soc_pct", "soc_permille", "Charge", "%", [0, 100], 10, "short"),
  number("battery_current_a", "battery_current_ca", "Battery current", "A", [-60, 60], 100, "short"),
  number("battery_voltage_v", "battery_mv", "Battery voltage", "V", [0, 100], 1000, "integer"),
  number("battery_temp_c", "battery_temp_dc", "Battery temperature", "°C", [-40, 120], 10, "short"),
  number("battery_cycles", "battery_cycles", "Charge cycles", "", [0, 1_000_000], 1, "integer", true),
  number("state_of_health_pct", "state_of_health_permille", "State of health", "%", [0, 100], 10, "short"),
  number("ambient_temp_c", "ambient_temp_dc", "Ambient temperature", "°C", [-50, 60], 10, "short"),
  number("motor_power_w", "motor_power_w", "Motor power", "W", [0, 2000], 1, "short"),
  number("rider_power_w", "rider_power_w", "Rider power", "W", [0, 2500], 1, "short"),
  number("cadence_rpm", "cadence_rpm", "Cadence", "1/min", [0, 250], 1, "short"),
  number("assist_level", "assist_level", "Assist level", "", [0, 10], 1, "byte", true),
  number("odometer_m", "odometer_m", "Odometer", "m", [0, 2_000_000_000], 1, "integer"),
  number("seq", "seq", "Device counter", "", [0, Number.MAX_SAFE_INTEGER], 1, "long", true),
  { kind: "boolean", name: "locked", stored: "locked", label: "Locked", type: "boolean" },
  {
    kind: "text-set",
    name: "error_codes",
    stored: "error_codes",
    label: "Faults",
    type: "keyword",
    maxItems: 16,
    maxLength: 32,
  },
  text("firmware", "Firmware"),
  text("motor_serial", "Motor serial"),
  text("battery_serial", "Battery serial"),
  text("display_serial", "Display serial"),
  text("module_serial", "Module serial"),
];

/** How many error codes a reading carries; kept beside them so that it can be aggregated without scripts. */
export const ERROR_COUNT = "error_count";

/** What describes the first arrival of a reading, the only stored values that may depend on arrival. */
export const LATENESS_SECONDS = "lateness_s";
export const INGEST_CLIENT = "ingest_client";

const byName = new Map(FIELDS.map((field, slot) => [field.name, { field, slot }]));

/** The field and its slot by packet name, or undefined for a name that the contract does not know. */
export function fieldNamed(name: string): { field: Field; slot: number } | undefined {
  return byName.get(name);
}

/** Slot of a field that the contract is known to have; a programmer's mistake throws. */
export function slotOf(name: string): number {
  const found = byName.get(name);
  if (!found) throw new Error(`the contract has no field "${name}"`);
  return found.slot;
}
