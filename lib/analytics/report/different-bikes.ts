import type { FigureBlock } from "@/lib/domain/figures";
import { model } from "../groupings";
import { fewestBlocks } from "./blocks-inside";
import { type Amount, type DistinctBasis, type Figure, MASKED, MISSING, UNMEASURED } from "./figure";
import { isGrain } from "./grains";

/** Of which group, in the order of the groupings that were chosen. */
interface OfGroup {
  readonly groups: readonly string[];
  readonly key: readonly (string | null)[];
}
const OF_ALL: OfGroup = { groups: [], key: [] };

/**
 * Different bikes of a group in a time, which are never added over times or hours. Of a time that is one block it is what the
 * block says of all its rides; of days, their mean, unfinished ones left out where there are others, and none where one of them has too few riders.
 */
export function differentBikes(
  { per, measure }: DistinctBasis,
  blocks: readonly FigureBlock[],
  { groups, key }: OfGroup = OF_ALL,
): Amount {
  if (blocks.length === 0) return MISSING;
  if (per === "time") {
    const [block, ...others] = fewestBlocks(blocks);
    return groups.length > 0 || others.length > 0 ? UNMEASURED : amountFrom(block?.bikes ?? null);
  }
  const published = blocks.filter(({ grain }) => grain === "day");
  const closed = published.filter((day) => day.closed);
  const days = closed.length > 0 ? closed : published;
  if (days.length === 0 || !days.every(({ groupings }) => isPartedByModelAlone(groupings, groups)))
    return UNMEASURED;
  const numbers = days.map((day) =>
    groups.length === 0 ? day.bikes : inCells(day, measure, { groups, key }),
  );
  const told = numbers.filter((number) => number !== null);
  if (told.length < numbers.length) return MASKED;
  return amountFrom(told.reduce((sum, number) => sum + number, 0) / told.length);
}

/** Whether a figure has a value in rows that are laid by these times and groupings. */
export function isToldBy({ basis }: Figure, by: readonly string[]): boolean {
  if (basis.kind !== "distinct") return true;
  const groups = by.filter((name) => !isGrain(name));
  return basis.per === "day"
    ? groups.length === 0 || groups.includes("hour")
    : !["day", ...groups].some((name) => by.includes(name));
}

const amountFrom = (value: number | null): Amount => (value === null ? MASKED : { kind: "value", value });

/** A bike has one model, so that of an hour those of all models can be added; of all hours of a day they cannot. */
const isPartedByModelAlone = (groupings: readonly string[], groups: readonly string[]): boolean =>
  groups.length === 0 || groupings.every((name) => name === model.name || groups.includes(name));

/** Of the cells of a group; null where none is published. */
function inCells(block: FigureBlock, measure: string, { groups, key }: OfGroup): number | null {
  const [at, places] = [block.measures.indexOf(measure), groups.map((name) => block.groupings.indexOf(name))];
  let bikes: number | null = null;
  for (const cell of block.cells) {
    const value = cell.values[at] ?? null;
    const isOwn = places.every((place, group) => cell.key[place] === key[group]);
    if (isOwn && typeof value === "number") bikes = (bikes ?? 0) + value;
  }
  return bikes;
}
