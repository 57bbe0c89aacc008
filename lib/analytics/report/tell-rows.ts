import type { FigureBlock, Grain } from "@/lib/domain/figures";
import { type DayRange, lengthOf } from "../day-range";
import type { Definition } from "../definition";
import { type Bucket, bucketsOf } from "./buckets";
import { differentBikes } from "./different-bikes";
import { type Amount, amountOf, type Figure, MASKED, MISSING } from "./figure";
import { isGrain } from "./grains";
import { type GroupNames, groupAxis } from "./group-axis";
import { type Axis, firstRows, type Row, type Rows } from "./rows";
import { type Sum, sumCells } from "./sum-cells";

const GRAIN_LABELS: Readonly<Record<Grain, string>> = { day: "Day", week: "Week", quarter: "Quarter" };
/** What is published only for longer times than those of the rows. */
const REST = "in longer times only";

/** A range and the blocks inside it. */
export interface Period {
  readonly range: DayRange;
  readonly blocks: readonly FigureBlock[];
}

/** The zone of the reports, and the day that it is there. */
export interface ReportClock {
  readonly zone: string;
  readonly today: string;
}

interface Asked {
  readonly definition: Definition;
  readonly figures: readonly Figure[];
  /** Times and groupings, in the order of the axes. */
  readonly by: readonly string[];
  readonly names: GroupNames;
  readonly clock: ReportClock;
}

/**
 * Figures by time and group. Every pair of a time and groups that occur has a row: one that is not published in a time that
 * is has too few riders, none included.
 */
export function tellRows(asked: Asked, now: Period, before: Period | null): Rows {
  const { definition, figures, by, names } = asked;
  const groups = by.filter((name) => !isGrain(name));
  const measures = definition.measures.map(({ name }) => name);
  const size = sizeBy(definition);
  const sums = sumCells(now.blocks, groups, measures);
  const slices = slicesOf(asked, now);
  const earlier = before === null ? null : slicesOf(asked, before);
  const axes = by.map((name) =>
    isGrain(name)
      ? timeAxis(name, slices)
      : groupAxis(definition, name, groups.indexOf(name), sums, size, names),
  );
  const timeAt = axes.findIndex(({ kind }) => kind === "time");
  const told = (
    sum: Sum | undefined,
    blocks: readonly FigureBlock[],
    key: readonly (string | null)[],
  ): Amount[] =>
    figures.map((figure) => {
      if (figure.basis.kind === "distinct")
        return differentBikes(figure.basis, blocks, { groups: key.length === 0 ? [] : groups, key });
      if (sum === undefined) return blocks.length === 0 ? MISSING : MASKED;
      return amountOf(figure, sum, measures);
    });

  const rowAt = (at: readonly number[]): Row => {
    const place = timeAt === -1 ? 0 : (at[timeAt] ?? 0);
    const key = axes.flatMap(({ kind, keys }, axis) =>
      kind === "time" ? [] : [keys[at[axis] ?? 0]?.key ?? null],
    );
    const slice = slices[place];
    const then = comparable(slice, earlier?.[place]);
    return {
      at,
      amounts: told(slice?.sums.get(nameOf(key)), slice?.blocks ?? [], key),
      previous: then && told(then.sums.get(nameOf(key)), then.blocks, key),
    };
  };
  const { kept, all } = firstRows(axes, placesIn(slices, axes));
  const totalOf = (period: Period): Amount[] =>
    told(sumCells(period.blocks, [], measures)[0], period.blocks, []);
  return {
    axes,
    rows: kept.map(rowAt),
    all,
    total: totalOf(now),
    previousTotal: before === null ? null : totalOf(before),
  };
}

const nameOf = (key: readonly (string | null)[]): string => JSON.stringify(key);

/** Where along the axes each sum of each time stands. */
function placesIn(slices: readonly Slice[], axes: readonly Axis[]): number[][] {
  const placeOf = axes
    .filter(({ kind }) => kind === "group")
    .map(({ keys }) => new Map(keys.map(({ key }, place) => [key, place])));
  const timeAt = axes.findIndex(({ kind }) => kind === "time");
  return slices.flatMap(({ sums }, time) =>
    [...sums.values()].map(({ key }) => {
      const places = key.map((each, group) => placeOf[group]?.get(each) ?? 0);
      return timeAt === -1 ? places : places.toSpliced(timeAt, 0, time);
    }),
  );
}

/** What a time is compared with: sums of more or fewer days differ by these alone, and what lies in no row is of any number. */
function comparable(slice: Slice | undefined, then: Slice | undefined): Slice | null {
  if (slice === undefined || then === undefined || slice.isRest || then.isRest) return null;
  return slice.days === then.days ? then : null;
}

/** How large a sum is: by the first of the definition's sums. */
export function sizeBy(definition: Definition): (sum: Sum) => number {
  const at = definition.measures.findIndex(({ kind }) => kind === "sum");
  return ({ values }) => (typeof values[at] === "number" ? values[at] : 0);
}

interface Slice extends Bucket {
  readonly sums: ReadonlyMap<string, Sum>;
  readonly isRest: boolean;
}

/** The times of the rows, and last what lies in none of them. */
function slicesOf({ definition, by, clock }: Asked, { range, blocks }: Period): Slice[] {
  const groups = by.filter((name) => !isGrain(name));
  const measures = definition.measures.map(({ name }) => name);
  const grain = by.find(isGrain);
  const sliceOf = (bucket: Bucket, isRest = false): Slice => ({
    ...bucket,
    isRest,
    sums: new Map(sumCells(bucket.blocks, groups, measures).map((sum) => [nameOf(sum.key), sum])),
  });
  const whole = { key: "all", label: "all", blocks, days: lengthOf(range), isUnfinished: false };
  if (grain === undefined) return [sliceOf(whole)];
  const buckets = bucketsOf(grain, range, blocks, clock);
  const placed = new Set(buckets.flatMap((bucket) => bucket.blocks));
  const rest = blocks.filter((block) => !placed.has(block) && block.cells.length > 0);
  const slices = buckets.map((bucket) => sliceOf(bucket));
  if (rest.length > 0)
    slices.push(sliceOf({ key: "rest", label: REST, blocks: rest, days: 0, isUnfinished: false }, true));
  return slices;
}

const timeAxis = (grain: Grain, slices: readonly Slice[]): Axis => ({
  ...{ name: grain, label: GRAIN_LABELS[grain], kind: "time" },
  keys: slices.map(({ key, label, isUnfinished, isRest }) => ({
    key: isRest ? null : key,
    label,
    isUnfinished,
  })),
});
