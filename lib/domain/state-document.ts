import type { Source } from "./packet";
import type { Registration } from "./registration";

/** The state entry that holds latitude, longitude, altitude and heading of one instant together. */
export const POSITION = "position";

/** Degrees at 1e-6; altitude and heading in stored units, absent when the reading had none. */
export interface StoredPosition {
  readonly lat: number;
  readonly lon: number;
  readonly altitude_dm?: number;
  readonly heading_deg?: number;
}
export type StoredValue = number | boolean | string | readonly string[] | StoredPosition;

/** Newest value of one field: stored form, event time (ms since epoch) and who recorded it. */
export interface StateEntry {
  readonly t: number;
  readonly s: Source;
  readonly v: StoredValue;
}

/**
 * Latest state of one bike as published to the bike-state topic. `fields` is keyed by stored field name, plus
 * `position`; it is the truth. The rest is copied from it for filters and sorts.
 */
export interface StateDocument {
  readonly bike_id: string;
  /** Raised where other readings count than before, or some were erased; the greater generation wins whole. */
  readonly generation: number;
  /** Greatest event time of any reading, ms since epoch; null where there was none. */
  readonly newest_at: number | null;
  readonly fields: Readonly<Record<string, StateEntry>>;
  readonly location?: { readonly lat: number; readonly lon: number };
  readonly location_at?: number;
  readonly speed_ckmh?: number;
  readonly soc_permille?: number;
  readonly odometer_m?: number;
  readonly error_codes?: readonly string[];
  readonly locked?: boolean;
}

/**
 * A stretch of time in which a fleet had the bike, or all time where nobody registered it, with the newest values that
 * were measured then: all that those may list and filter by who see the bike for that stretch.
 */
export interface Tenure {
  readonly fleet_id?: string;
  readonly from?: number;
  readonly to?: number;
  readonly newest_at?: number;
  readonly speed_ckmh?: number;
  readonly soc_permille?: number;
  readonly odometer_m?: number;
  readonly has_faults?: boolean;
}

export const SERIAL_FIELDS = ["motor_serial", "battery_serial", "display_serial", "module_serial"] as const;
/** Which component each of them is of. */
export const SERIAL_KINDS = {
  motor_serial: "motor",
  battery_serial: "battery",
  display_serial: "display",
  module_serial: "module",
} as const;
export type PartKind = (typeof SERIAL_KINDS)[(typeof SERIAL_FIELDS)[number]];
export type ReportedSerials = { readonly [K in (typeof SERIAL_FIELDS)[number]]?: string };

/** What the index keeps of a bike beside its state; the serial numbers to find bikes that report the same component. */
export interface Ownership extends ReportedSerials {
  /** Of bikes that were registered, those that were withdrawn too; so are the next three. */
  readonly oem_id?: string;
  readonly plant_id?: string;
  readonly registered_at?: number;
  /** Of a withdrawn bike: whether it was heard of since. */
  readonly withdrawn?: "riding" | "resting";
  /** Kinds of components of which it reports another than the registered one. */
  readonly differs?: readonly PartKind[];
  readonly registration?: Registration;
  /** None for a withdrawn bike. */
  readonly tenures: readonly Tenure[];
  /** When the state was derived anew because other readings count for its bike, ms since epoch. */
  readonly attributed_at?: number;
}
export interface StoredState extends StateDocument, Ownership {}
