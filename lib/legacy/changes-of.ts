import { COMPONENT_SLOTS, type ComponentSlot } from "@/lib/domain/master-data";
import { factOf } from "./fact";
import { NOBODYS_MODEL } from "./store/nobody";
import type { BikeRow, PartRow, Plan } from "./store/plan";
import type { StoredBike } from "./store/stored-bike";

/** Changes that a result names; of more it says only how many bikes they are of. */
const MAX_NAMED = 300;

/** One thing that becomes another in a bike; null for nothing. */
interface Change {
  readonly bikeId: string;
  readonly field: string;
  readonly was: string | null;
  readonly becomes: string | null;
}

export interface Changes {
  readonly counts: {
    /** With those that come back. */
    readonly newBikes: number;
    /** Of the others that stay with their organisation. */
    readonly changedBikes: number;
    readonly movedBikes: number;
    readonly withdrawnBikes: number;
    readonly componentsIn: number;
    readonly componentsOut: number;
  };
  /** The first of them, bikes by their names: those that there were before, then new ones. */
  readonly named: readonly Change[];
}

/** What a plan changes of the bikes as they were. @param names of organisations by id. */
export function* changesOf(
  stored: ReadonlyMap<string, StoredBike>,
  plan: Plan,
  names: ReadonlyMap<string, string>,
): Generator<void, Changes> {
  const placed = new Map<string, PartRow[]>();
  for (const part of plan.placed) {
    yield;
    const own = placed.get(part.bike_id);
    if (own) own.push(part);
    else placed.set(part.bike_id, [part]);
  }
  const voided = new Set(plan.voided.map(({ period }) => period));
  const rows = new Map(plan.changed.map((row) => [row.bike_id, row]));
  const moved = new Set(plan.moved.map(({ bike_id }) => bike_id));
  const withdrawn = new Set(plan.withdrawn);
  const nameOf = (row: { oem_id: string; model: string }) =>
    row.model === NOBODYS_MODEL ? "nobody yet" : (names.get(row.oem_id) ?? row.oem_id);
  const named: Change[] = [];
  const tell = (bikeId: string, field: string, was: string | null, becomes: string | null) => {
    if (named.length < MAX_NAMED && was !== becomes) named.push({ bikeId, field, was, becomes });
  };
  const tellNew = (row: BikeRow) => {
    tell(row.bike_id, "Organisation", null, nameOf(row));
    for (const { label, of } of FIELDS) tell(row.bike_id, label, null, of(row));
    for (const { slot, serial } of placed.get(row.bike_id) ?? [])
      tell(row.bike_id, labelOf(slot), null, serial);
  };
  const returned: BikeRow[] = [];
  let [changedBikes, movedBikes] = [0, 0];
  for (const bike of byBike(stored.values())) {
    yield;
    const bikeId = bike.bike_id;
    const row = rows.get(bikeId);
    if (row && bike.is_unsaid) {
      returned.push(row);
      continue;
    }
    const isMoved = moved.has(bikeId);
    const out = bike.parts.filter(({ period }) => voided.has(period));
    const parts = placed.get(bikeId) ?? [];
    if (isMoved) movedBikes++;
    else if (!withdrawn.has(bikeId) && (row || out.length > 0 || parts.length > 0)) changedBikes++;
    if (withdrawn.has(bikeId)) tell(bikeId, "Registration", "registered", "withdrawn");
    if (row && isMoved) tell(bikeId, "Organisation", nameOf(bike), nameOf(row));
    if (row) for (const { label, of } of FIELDS) tell(bikeId, label, of(bike), of(row));
    for (const slot of out.length + parts.length > 0 ? COMPONENT_SLOTS : [])
      tell(bikeId, labelOf(slot), serialIn(slot, out), serialIn(slot, parts));
  }
  for (const row of byBike([...plan.added, ...returned])) {
    yield;
    tellNew(row);
  }
  return {
    counts: {
      newBikes: plan.added.length + returned.length,
      changedBikes,
      movedBikes,
      withdrawnBikes: plan.withdrawn.length,
      componentsIn: plan.placed.length,
      componentsOut: plan.voided.length,
    },
    named,
  };
}

/** In the order of their names: in which order rows were found says nothing. */
const byBike = <T extends { readonly bike_id: string }>(bikes: Iterable<T>): T[] =>
  [...bikes].sort((a, b) => (a.bike_id < b.bike_id ? -1 : 1));

type Row = Pick<BikeRow, (typeof COLUMNS)[number]>;
const COLUMNS = [
  "model",
  "frame_number",
  "fnuci",
  "battery_passport",
  "imei",
  "iccid",
  "produced_on",
  "firmware",
] as const;

/** What stands for no number, or for no model, is nothing to who reads it. */
const textOf = (value: string | null): string | null =>
  value === null || value.startsWith("?") || value === NOBODYS_MODEL ? null : value;

const FIELDS = COLUMNS.map((column) => ({
  label: factOf(column)?.label ?? column,
  of: (row: Row) => textOf(row[column]),
}));

const labelOf = (slot: ComponentSlot): string => factOf(`${slot}_serial`)?.label ?? slot;

const serialIn = (
  slot: ComponentSlot,
  parts: readonly { readonly slot: ComponentSlot; readonly serial: string }[],
): string | null => parts.find((part) => part.slot === slot)?.serial ?? null;
