import { COMPONENT_SLOTS, type ComponentSlot, kindOf } from "@/lib/domain/master-data";
import type { ColumnKey } from "@/lib/registration/columns/column";
import { columnOf } from "@/lib/registration/columns/columns";

export type FactKey = Exclude<ColumnKey, "battery_wh">;

/**
 * One thing that old data say of a bike. A `number` belongs to one bike, a `component` sits in one bike; of `plain`
 * facts a bike has one value; a `passing` one may change without anybody being wrong.
 */
export interface Fact {
  readonly key: FactKey;
  readonly label: string;
  readonly form: "number" | "component" | "plain" | "passing";
  /** Where a component sits. */
  readonly slot?: ComponentSlot;
}

const fact = (key: FactKey, form: Fact["form"], slot?: ComponentSlot): Fact => ({
  key,
  label: columnOf(key).label,
  form,
  ...(slot === undefined ? {} : { slot }),
});

export const FACTS: readonly Fact[] = [
  fact("bike_id", "plain"),
  ...(["frame_number", "fnuci", "battery_passport", "imei", "iccid"] as const).map((key) =>
    fact(key, "number"),
  ),
  ...COMPONENT_SLOTS.map((slot) => fact(`${slot}_serial`, "component", slot)),
  fact("model", "plain"),
  fact("produced_on", "plain"),
  fact("firmware", "passing"),
  ...COMPONENT_SLOTS.map((slot) => fact(`${slot}_part`, "passing")),
];

const byKey: ReadonlyMap<string, Fact> = new Map(FACTS.map((each) => [each.key, each]));

/** The fact of this key; undefined where there is none. */
export const factOf = (key: string): Fact | undefined => byKey.get(key);

/** What leads from a value to bikes, the same for all who write it; null for what leads nowhere. */
export function leadOf({ key, form, slot }: Fact, normal: string, oemId: string): string | null {
  if (key === "bike_id") return `bike_id=${normal}`;
  if (key === "frame_number") return `frame_number=${oemId}/${normal}`;
  if (form === "number") return `${key}=${normal}`;
  return slot === undefined ? null : `${kindOf(slot)}=${normal}`;
}
