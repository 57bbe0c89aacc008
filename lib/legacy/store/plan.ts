import { type ComponentKind, type ComponentSlot, kindOf } from "@/lib/domain/master-data";
import type { Decided } from "../decide/decide";
import { nameIn } from "../decide/world";
import { FACTS, type FactKey } from "../fact";
import type { Statement, Told } from "../statement";
import type { LoadedWorld } from "./load-world";
import { NOBODYS_MODEL } from "./nobody";
import { type StoredBike, type StoredPart, unknownFrame } from "./stored-bike";

/** What a bike's row is to say. */
export interface BikeRow {
  readonly bike_id: string;
  readonly oem_id: string;
  readonly model: string;
  readonly frame_number: string;
  readonly frame_normal: string;
  readonly fnuci: string | null;
  readonly battery_passport: string | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly produced_on: string | null;
  readonly firmware: string | null;
}

/** A component that is to sit in a bike. */
export interface PartRow {
  readonly bike_id: string;
  readonly oem_id: string;
  readonly slot: ComponentSlot;
  readonly kind: ComponentKind;
  readonly serial: string;
  readonly normal: string;
  readonly part: string | null;
}

/** What is to change, so that what is stored is what is believed. */
export interface Plan {
  readonly added: readonly BikeRow[];
  readonly changed: readonly BikeRow[];
  /** Of those that change, the ones that get another organisation. */
  readonly moved: readonly BikeRow[];
  /** Bikes that files made which were taken back since. */
  readonly withdrawn: readonly string[];
  /** Stretches in which a component was never where they say. */
  readonly voided: readonly StoredPart[];
  readonly placed: readonly PartRow[];
  /** Bikes whose entity is other than before; those beside them whose modules moved are not in it. */
  readonly touched: readonly string[];
}

/**
 * @param nobody organisation of bikes that are nobody's.
 * @param gone statements that were taken back.
 */
export function* planOf(
  world: LoadedWorld,
  decided: Decided,
  nobody: string | null,
  gone: readonly Statement[] = [],
): Generator<void, Plan> {
  const added: BikeRow[] = [];
  const changed: BikeRow[] = [];
  const moved: BikeRow[] = [];
  const voided: StoredPart[] = [];
  const placed: PartRow[] = [];
  const withdrawn: string[] = [];
  const touched = new Set<string>();
  const { stored } = world;
  const isTold = yield* toldByFiles(world, gone);
  for (const [bikeId, facts] of decided.bikes) {
    yield;
    const bike = stored.get(bikeId);
    const owner = decided.owners.get(bikeId)?.oemId;
    const oemId = owner === null ? nobody : (owner ?? bike?.oem_id);
    if (oemId === null || oemId === undefined) continue;
    // One that comes back begins with nothing, as a new one does.
    const isMoved = bike !== undefined && (bike.is_unsaid || bike.oem_id !== oemId);
    const row =
      owner === null
        ? nobodysRow(bikeId, oemId)
        : rowOf(bikeId, facts, isMoved ? undefined : bike, oemId, isTold);
    if (!row) continue;
    if (!bike) added.push(row);
    else if (isMoved || isOther(row, bike)) changed.push(row);
    if (isMoved) moved.push(row);
    const parts = partsOf(row, facts);
    const open = bike?.parts.filter(({ is_open }) => is_open) ?? [];
    const isSame = (a: StoredPart, b: PartRow) =>
      a.slot === b.slot && a.kind === b.kind && a.normal === b.normal;
    const wrong = open.filter((each) => isMoved || !parts.some((part) => isSame(each, part)));
    const missing = parts.filter((part) => isMoved || !open.some((each) => isSame(each, part)));
    voided.push(...wrong);
    placed.push(...missing);
    if (!bike || wrong.length > 0 || missing.length > 0 || changed.at(-1) === row) touched.add(bikeId);
  }
  for (const [bikeId, bike] of stored) {
    yield;
    if (bike.is_withdrawn || decided.owners.has(bikeId)) continue;
    withdrawn.push(bikeId);
    voided.push(...bike.parts.filter(({ is_open }) => is_open));
    touched.add(bikeId);
  }
  return { added, changed, moved, withdrawn, voided, placed, touched: [...touched].sort() };
}

const LASTING = ["produced_on", "firmware"] as const;
type Lasting = (typeof LASTING)[number];
type IsTold = (bikeId: string, key: Lasting, value: string) => boolean;

/** Whether a row said a value, of this bike by its name or of any by its numbers: then it is not what a bike says of itself. */
function* toldByFiles(world: LoadedWorld, gone: readonly Statement[]): Generator<void, IsTold> {
  const told = new Set<string>();
  for (const statements of [world.statements, gone])
    for (const statement of statements) {
      yield;
      const of = nameIn(world, statement) ?? "";
      for (const key of LASTING) {
        const fact = statement.facts.get(key);
        if (fact) told.add(`${of} ${key} ${fact.value}`);
      }
    }
  return (bikeId, key, value) => told.has(`${bikeId} ${key} ${value}`) || told.has(` ${key} ${value}`);
}

/** It has nothing but its name. */
const nobodysRow = (bikeId: string, oemId: string): BikeRow => ({
  bike_id: bikeId,
  oem_id: oemId,
  model: NOBODYS_MODEL,
  frame_number: unknownFrame(bikeId),
  frame_normal: unknownFrame(bikeId),
  fnuci: null,
  battery_passport: null,
  imei: null,
  iccid: null,
  produced_on: null,
  firmware: null,
});

function rowOf(
  bikeId: string,
  facts: ReadonlyMap<FactKey, Told>,
  bike: StoredBike | undefined,
  oemId: string,
  isTold: IsTold,
): BikeRow | null {
  const model = facts.get("model")?.value ?? bike?.model;
  if (model === undefined) return null;
  const text = (key: FactKey) => facts.get(key)?.value ?? null;
  const lasting = (key: Lasting) => {
    const stored = bike?.[key] ?? null;
    return text(key) ?? (stored !== null && isTold(bikeId, key, stored) ? null : stored);
  };
  const frame = facts.get("frame_number");
  const unknown = unknownFrame(bikeId);
  const isSameFrame = frame !== undefined && frame.normal === bike?.frame_normal;
  return {
    bike_id: bikeId,
    oem_id: oemId,
    model,
    frame_number: isSameFrame ? bike.frame_number : (frame?.value ?? unknown),
    frame_normal: frame?.normal ?? unknown,
    fnuci: text("fnuci"),
    battery_passport: text("battery_passport"),
    imei: text("imei"),
    iccid: text("iccid"),
    produced_on: lasting("produced_on"),
    firmware: lasting("firmware"),
  };
}

const COMPARED = [
  "model",
  "frame_normal",
  "fnuci",
  "battery_passport",
  "imei",
  "iccid",
  "produced_on",
  "firmware",
] as const;
const isOther = (row: BikeRow, bike: StoredBike): boolean =>
  COMPARED.some((column) => row[column] !== bike[column]);

const partsOf = ({ bike_id, oem_id }: BikeRow, facts: ReadonlyMap<FactKey, Told>): PartRow[] =>
  FACTS.flatMap(({ key, slot }): PartRow[] => {
    const told = facts.get(key);
    if (slot === undefined || told === undefined) return [];
    const part = facts.get(`${slot}_part`)?.value ?? null;
    return [{ bike_id, oem_id, slot, kind: kindOf(slot), serial: told.value, normal: told.normal, part }];
  });
