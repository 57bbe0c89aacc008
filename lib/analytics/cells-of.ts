import { hash } from "node:crypto";
import type { CountedRide } from "./counted-ride";
import type { Measure } from "./definition";
import type { Table } from "./tables";

/** Of a measure: whole multiples of its step, or amounts by bin; null where nothing was measured. */
export type Amount = number | readonly number[] | null;

/** What one rider adds to a cell. */
export interface Contribution {
  readonly amounts: readonly Amount[];
  readonly rides: number;
  readonly bikes: ReadonlySet<string>;
  /** Of each ride a number that is its own, whoever rode it. */
  readonly contents: readonly number[];
  /** Under a later grant than the person's first: the person may be in the cell under another name too. */
  readonly regranted: boolean;
}
/** By pseudonym. */
export type Contributions = ReadonlyMap<string, Contribution>;

/** How many persons there are at least. */
export function personsIn(riders: Iterable<Contribution>): number {
  let persons = 0;
  for (const { regranted } of riders) if (!regranted) persons++;
  return persons;
}

/** By key, as `keyText` writes it. */
export type Cells = ReadonlyMap<string, Contributions>;

export type Key = readonly (string | null)[];
export const keyText = (key: Key): string => JSON.stringify(key);
export function keyOf(text: string): (string | null)[] {
  const parts: unknown = JSON.parse(text);
  if (!Array.isArray(parts)) throw new Error(`expected the key of a cell, got ${text}`);
  return parts.map((part) => (part === null ? null : String(part)));
}

/** Cells to which rides are added one by one. */
export type OpenCells = Map<string, Map<string, Contribution>>;
type Counted = Pick<Table, "counts" | "groupings" | "measures">;

/** The figures of rides beneath the mask, by the finest cross of the groupings; in no order of the rides. */
export function cellsOf(table: Counted, rides: Iterable<CountedRide>): Cells {
  const cells: OpenCells = new Map();
  for (const ride of rides) addRide(cells, table, ride);
  return cells;
}

/** Adds what a ride counts for, so that of many rides none has to be kept. */
export function addRide(cells: OpenCells, table: Counted, ride: CountedRide): void {
  if (!table.counts(ride)) return;
  const bikes = new Set([ride.bike]);
  const own = [contentOf(ride)];
  for (const key of keysOf(table, ride)) {
    const amounts = table.measures.map((measure) => amountOf(measure, ride, key));
    addTo(cells, keyText(key), ride.rider, {
      amounts,
      rides: 1,
      bikes,
      contents: own,
      regranted: ride.regranted,
    });
  }
}

const contents = new WeakMap<CountedRide, number>();

/** Of all of a ride but its names and versions, 48 bits: computed once, as tables share rides. */
function contentOf(ride: CountedRide): number {
  const known = contents.get(ride);
  if (known !== undefined) return known;
  const { rider, bike, regranted, ride_revision, entity_version, position, ...own } = ride;
  const content = Number.parseInt(hash("sha256", JSON.stringify(own), "hex").slice(0, 12), 16);
  contents.set(ride, content);
  return content;
}

/** All contributions of several sets of cells, key by key. */
export function mergeCells(sets: Iterable<Cells>): Cells {
  const merged: OpenCells = new Map();
  for (const cells of sets) addCells(merged, cells);
  return merged;
}

/** Adds the contributions of other cells. */
export function addCells(cells: OpenCells, others: Iterable<readonly [string, Contributions]>): void {
  for (const [key, riders] of others)
    for (const [rider, contribution] of riders) addTo(cells, key, rider, contribution);
}

/** All cells as one, of the key given. */
export const underOneKey = (cells: Cells, key: string): Cells =>
  mergeCells([...cells.values()].map((riders) => new Map([[key, riders]])));

/** What all riders together add, measure by measure. */
export function totalOf(riders: Iterable<Contribution>): readonly Amount[] {
  let total: readonly Amount[] | null = null;
  for (const { amounts } of riders)
    total = total ? total.map((amount, at) => plus(amount, amounts[at] ?? null)) : amounts;
  return total ?? [];
}

/** Different bikes of each rider; one that several of them ride is counted for each. */
export function bikesOf(riders: Iterable<Contribution>): number {
  let many = 0;
  for (const { bikes } of riders) many += bikes.size;
  return many;
}

function addTo(cells: OpenCells, key: string, rider: string, added: Contribution): void {
  const riders = cells.get(key) ?? new Map<string, Contribution>();
  cells.set(key, riders);
  const before = riders.get(rider);
  riders.set(
    rider,
    before
      ? {
          amounts: before.amounts.map((amount, at) => plus(amount, added.amounts[at] ?? null)),
          rides: before.rides + added.rides,
          bikes: together(before.bikes, added.bikes),
          contents: [...before.contents, ...added.contents],
          regranted: before.regranted || added.regranted,
        }
      : added,
  );
}

/** The first where nothing is new in the second: most riders have one bike, and its set is shared. */
function together(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  for (const bike of b) if (!a.has(bike)) return new Set([...a, ...b]);
  return a;
}

function plus(a: Amount, b: Amount): Amount {
  if (a === null || b === null) return a ?? b;
  if (typeof a === "number" || typeof b === "number") return Number(a) + Number(b);
  return a.map((amount, at) => amount + (b[at] ?? 0));
}

/** One key, or several where a ride counts in several of a grouping's. */
const keysOf = ({ groupings }: Pick<Table, "groupings">, ride: CountedRide): string[][] =>
  groupings.reduce<string[][]>(
    (keys, grouping) => grouping.of(ride).flatMap((part) => keys.map((key) => [...key, part])),
    [[]],
  );

function amountOf(measure: Measure, ride: CountedRide, key: readonly string[]): Amount {
  // What is different of several rides is no sum over them: it is counted from the bikes of a contribution.
  if (measure.kind === "distinct") return null;
  if (measure.kind === "sum") {
    const value = measure.of(ride, key);
    return value === null ? null : Math.round(value / measure.step);
  }
  const binned = measure.of(ride);
  if (binned.length === 0) return null;
  const amounts = measure.bins.map(() => 0);
  for (const [bin, amount] of binned) amounts[bin] = (amounts[bin] ?? 0) + amount;
  return amounts;
}

/** Cells without these riders. */
export function withoutRiders(cells: Cells, left: ReadonlySet<string>): Cells {
  if (left.size === 0) return cells;
  const kept = new Map<string, Contributions>();
  for (const [key, riders] of cells) {
    const others = new Map([...riders].filter(([rider]) => !left.has(rider)));
    if (others.size > 0) kept.set(key, others);
  }
  return kept;
}
