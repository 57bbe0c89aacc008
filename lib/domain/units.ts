import type { Field } from "./fields";
import type { SlotValue } from "./stored-reading";

/** The value as the contract names it (km/h, %, V …) from its stored form; exact at the field's resolution. */
export function toApiValue(field: Field, stored: SlotValue): SlotValue {
  return field.kind === "number" && typeof stored === "number" ? stored / field.factor : stored;
}
