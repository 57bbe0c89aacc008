import { fieldNamed } from "@/lib/domain/fields";
import { displayOf, titleOf } from "@/lib/format/value";
import type { LateSpan, Series, TimeSpan } from "@/lib/telemetry/models";
import { niceTicks } from "./ticks";

export interface ChartPoint {
  readonly t: number;
  /** In the unit that screens show; null is a gap. */
  readonly v: number | null;
}

/** Everything a chart draws, free of any library. */
export interface ChartModel {
  readonly field: string;
  readonly title: string;
  readonly points: readonly ChartPoint[];
  /** Places in `points` that have no neighbour to draw a line to. */
  readonly alone: ReadonlySet<number>;
  readonly ticks: readonly number[];
  readonly decimals: number;
  readonly least: number;
  readonly most: number;
}

/** Chart of one series, or null where the series holds no value. */
export function prepareChart(series: Series): ChartModel | null {
  const { scale, decimals } = displayOf(series.field);
  const points = series.points.map(({ atMs, value }) => ({
    t: atMs,
    v: value === null ? null : Number((value * scale).toPrecision(12)),
  }));
  const contract = fieldNamed(series.field)?.field;
  const whole = contract?.kind === "number" && contract.whole;
  return chartOf({ field: series.field, title: titleOf(series.field), points, decimals, whole });
}

/** Chart of points in the unit that screens show, or null where there is no value. */
export function chartOf(line: {
  readonly field: string;
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly decimals: number;
  /** Marks are whole numbers. */
  readonly whole: boolean;
  /** Marks begin at zero, as for counts and rates, of which there are none below it. */
  readonly fromZero?: boolean;
}): ChartModel | null {
  const { points, whole, fromZero = false, ...named } = line;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { v } of points) {
    if (v === null) continue;
    least = Math.min(least, v);
    most = Math.max(most, v);
  }
  if (least > most) return null;
  return {
    ...named,
    points,
    alone: new Set(
      points.flatMap(({ v }, at) =>
        v !== null && (points[at - 1]?.v ?? null) === null && (points[at + 1]?.v ?? null) === null
          ? [at]
          : [],
      ),
    ),
    ticks: fromZero ? niceTicks(0, most > 0 ? most : 1, 3, whole) : niceTicks(least, most, 3, whole),
    least,
    most,
  };
}

/** Below this share of the range, charts show the part with readings only: a ride of minutes would be a hair in a day. */
const SPARSE = 0.5;
const MARGIN = 0.04;

/** The part of the range that the charts span: all of it, or what was measured with a little room around it. */
export function viewSpan(range: TimeSpan, charts: readonly ChartModel[]): TimeSpan {
  const instants = instantsOf(charts);
  const first = instants[0] ?? range.fromMs;
  const last = instants[instants.length - 1] ?? range.toMs;
  const length = range.toMs - range.fromMs;
  if (last === first || last - first >= SPARSE * length) return { fromMs: range.fromMs, toMs: range.toMs };
  const room = MARGIN * (last - first);
  return { fromMs: Math.max(range.fromMs, first - room), toMs: Math.min(range.toMs, last + room) };
}

/** Late spans as the charts shade them: clipped to what is shown, those that touch drawn as one. */
export function lateAreas(late: readonly LateSpan[], view: TimeSpan): TimeSpan[] {
  const clipped = late
    .map(({ fromMs, toMs }) => ({
      fromMs: Math.max(fromMs, view.fromMs),
      toMs: Math.min(toMs, view.toMs),
    }))
    .filter(({ fromMs, toMs }) => fromMs <= toMs)
    .sort((one, other) => one.fromMs - other.fromMs);
  const areas: { fromMs: number; toMs: number }[] = [];
  for (const span of clipped) {
    const open = areas[areas.length - 1];
    if (open && span.fromMs <= open.toMs) open.toMs = Math.max(open.toMs, span.toMs);
    else areas.push({ ...span });
  }
  return areas;
}

/** All instants at which one of the charts has a value, ascending: where the crosshair can stand. */
export function instantsOf(charts: readonly ChartModel[]): number[] {
  const instants = new Set<number>();
  for (const { points } of charts) for (const { t, v } of points) if (v !== null) instants.add(t);
  return [...instants].sort((one, other) => one - other);
}

/** Place of the instant nearest to `t`; -1 where there is none. */
export function nearest(instants: readonly number[], t: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < t) low = middle + 1;
    else high = middle;
  }
  const after = instants[low];
  const before = instants[low - 1];
  if (after === undefined) return low - 1;
  if (before === undefined) return low;
  return t - before <= after - t ? low - 1 : low;
}

/** Value drawn at an instant: the nearer end of the line that crosses it, null inside a gap and outside the line. */
export function valueAt(points: readonly ChartPoint[], t: number): number | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.t ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  const after = points[low];
  if (before?.t === t) return before.v;
  if (!before || !after || before.v === null || after.v === null) return null;
  return t - before.t <= after.t - t ? before.v : after.v;
}
