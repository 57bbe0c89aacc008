import type { Amount, Cells, Contribution } from "@/lib/analytics/cells-of";
import type { NumberedNames } from "./numbered-names";

/** Cells in a tenth of the room, and outside of what is collected again and again. */
export interface PackedCells {
  readonly keys: readonly string[];
  /** Of each key the first contribution that is the next key's. */
  readonly ends: Uint32Array;
  /** Of each contribution its rider, its rides, whether under a later grant, and the first bike that is the next one's. */
  readonly riders: Uint32Array;
  readonly rides: Uint32Array;
  readonly regranted: Uint8Array;
  readonly bikeEnds: Uint32Array;
  readonly bikes: Uint32Array;
  /** Of each ride of each contribution what is its own. */
  readonly contents: Float64Array;
  /** Of each measure how many numbers it has; 0 where it is one number. */
  readonly shape: readonly number[];
  /** Of each contribution those of all measures; not a number where nothing was measured. */
  readonly amounts: Float64Array;
}

export function packCells(cells: Cells, names: NumberedNames): PackedCells {
  const shape = shapeOf(cells);
  let many = 0;
  for (const contributions of cells.values()) many += contributions.size;
  const amounts = new Float64Array(many * widthOf(shape)).fill(Number.NaN);
  const [riders, rides, bikeEnds] = [new Uint32Array(many), new Uint32Array(many), new Uint32Array(many)];
  const regranted = new Uint8Array(many);
  const ends: number[] = [];
  const bikes: number[] = [];
  const contents: number[] = [];
  let at = 0;
  for (const contributions of cells.values()) {
    for (const [rider, contribution] of contributions) {
      riders[at] = names.numberOf(rider);
      rides[at] = contribution.rides;
      regranted[at] = Number(contribution.regranted);
      for (const bike of contribution.bikes) bikes.push(names.numberOf(bike));
      bikeEnds[at] = bikes.length;
      for (const content of contribution.contents) contents.push(content);
      writeAmounts(amounts, at * widthOf(shape), shape, contribution.amounts);
      at++;
    }
    ends.push(at);
  }
  const lists = {
    ends: Uint32Array.from(ends),
    bikes: Uint32Array.from(bikes),
    contents: Float64Array.from(contents),
  };
  return { keys: [...cells.keys()], shape, amounts, riders, rides, regranted, bikeEnds, ...lists };
}

/** What was packed, without riders that are gone, and without the cells that have nobody else. */
export function unpackCells(packed: PackedCells, names: NumberedNames, gone: ReadonlySet<number>): Cells {
  const { keys, ends, riders, rides, regranted, bikeEnds, bikes, contents, shape, amounts } = packed;
  const width = widthOf(shape);
  const cells = new Map<string, Map<string, Contribution>>();
  let at = 0;
  let ride = 0;
  for (const [place, key] of keys.entries()) {
    const contributions = new Map<string, Contribution>();
    for (const end = ends[place] ?? 0; at < end; at++) {
      const rider = riders[at] ?? 0;
      const first = ride;
      ride += rides[at] ?? 0;
      if (gone.has(rider)) continue;
      const own = bikes.subarray(at === 0 ? 0 : bikeEnds[at - 1], bikeEnds[at]);
      contributions.set(names.nameOf(rider), {
        amounts: readAmounts(amounts, at * width, shape),
        rides: rides[at] ?? 0,
        bikes: new Set(Array.from(own, names.nameOf)),
        contents: Array.from(contents.subarray(first, ride)),
        regranted: regranted[at] === 1,
      });
    }
    if (contributions.size > 0) cells.set(key, contributions);
  }
  return cells;
}

/** Of memory, about. */
export const bytesOf = ({ keys, riders, bikes, contents, amounts }: PackedCells): number =>
  100 * keys.length + 13 * riders.length + 4 * bikes.length + 8 * (contents.length + amounts.length);

function shapeOf(cells: Cells): number[] {
  const shape: number[] = [];
  for (const contributions of cells.values())
    for (const { amounts } of contributions.values())
      for (const [measure, amount] of amounts.entries())
        shape[measure] = Math.max(
          shape[measure] ?? 0,
          amount === null || typeof amount === "number" ? 0 : amount.length,
        );
  return shape;
}

/** How many numbers a contribution has. */
const widthOf = (shape: readonly number[]): number => shape.reduce((sum, length) => sum + (length || 1), 0);

function writeAmounts(
  all: Float64Array,
  from: number,
  shape: readonly number[],
  own: readonly Amount[],
): void {
  let at = from;
  for (const [measure, length] of shape.entries()) {
    const amount = own[measure] ?? null;
    if (typeof amount === "number") all[at] = amount;
    else if (amount !== null) all.set(amount, at);
    at += length || 1;
  }
}

function readAmounts(amounts: Float64Array, from: number, shape: readonly number[]): Amount[] {
  let at = from;
  return shape.map((length) => {
    const first = amounts[at] ?? Number.NaN;
    const amount = length === 0 ? first : Array.from(amounts.subarray(at, at + length));
    at += length || 1;
    return Number.isNaN(first) ? null : amount;
  });
}
