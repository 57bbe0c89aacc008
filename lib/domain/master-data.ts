/** The places of a bike that hold a component, one at a time each; two of them are for batteries. */
export const COMPONENT_SLOTS = ["motor", "battery", "battery_2", "display", "remote", "module"] as const;
export type ComponentSlot = (typeof COMPONENT_SLOTS)[number];

/** What a component is, wherever it sits: its serial number is one among those of its kind. */
export const COMPONENT_KINDS = ["motor", "battery", "display", "remote", "module"] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

export const kindOf = (slot: ComponentSlot): ComponentKind => (slot === "battery_2" ? "battery" : slot);

export const VEHICLE_TYPES = ["city", "trekking", "mountain", "cargo", "folding", "speed"] as const;
export type VehicleType = (typeof VEHICLE_TYPES)[number];

/** What a file of bikes is read for. */
export const BATCH_KINDS = ["dry-run", "registration"] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** How far a file is: `waiting` to be worked on, `working`, `done`, `refused` as a whole, or `withdrawn` with all its bikes. */
export const BATCH_STATES = ["waiting", "working", "done", "refused", "withdrawn"] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** How sure a fact of old data is, the surest last: guessed from others, told by somebody, from a list, from a system, seen on the bike. */
export const TRUSTS = ["guessed", "told", "list", "system", "seen"] as const;
export type Trust = (typeof TRUSTS)[number];

/** What numbers a bike is found by, beside those of its components. */
const IDENTIFIER_KINDS = ["bike_id", "frame_number", "fnuci", "battery_passport", "imei", "iccid"] as const;

/** Every kind of number that a bike is found by; those of components by the place in which they are. */
export const NUMBER_KINDS = [...IDENTIFIER_KINDS, ...COMPONENT_SLOTS] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** Why support was called about a bike. */
export const CASE_REASONS = [
  "not-registered",
  "wrong-data",
  "component-swapped",
  "no-data",
  "battery",
  "motor",
  "theft",
  "other",
] as const;
export type CaseReason = (typeof CASE_REASONS)[number];
