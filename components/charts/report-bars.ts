import type { Amount } from "@/lib/analytics/report/figure";
import type { Rows } from "@/lib/analytics/report/rows";
import { niceTicks } from "./ticks";

/** More than that side by side cannot be told apart. */
export const MOST_SERIES = 8;
const MOST_PLACES = 120;

export interface ReportBar {
  readonly amount: Amount;
  readonly previous: number | null;
  readonly isUnfinished: boolean;
}
export interface ReportBars {
  /** Along the axis, each with a bar of every series. */
  readonly places: readonly { readonly label: string; readonly bars: readonly ReportBar[] }[];
  readonly series: readonly { readonly label: string }[];
  readonly ticks: readonly number[];
  readonly hasMasked: boolean;
  readonly hasUnfinished: boolean;
  readonly hasPrevious: boolean;
  /** Whether there is more in the table than is drawn. */
  readonly isCut: boolean;
}

const MISSING: Amount = { kind: "missing" };

/** The bars of one figure: the first axis along, the second side by side; null where there is nothing to draw. */
export function reportBars({ axes, rows, all }: Rows, plotted: number): ReportBars | null {
  const [along, beside] = axes;
  if (along === undefined) return null;
  const placeKeys = along.keys.flatMap((key, at) => (isRest(along.kind, key.key) ? [] : [{ ...key, at }]));
  const seriesKeys = (beside?.keys ?? [{ key: "", label: "", isUnfinished: false }]).flatMap((key, at) =>
    isRest(beside?.kind, key.key) ? [] : [{ ...key, at }],
  );
  const byPlace = new Map(rows.map((row) => [row.at.join(), row]));
  const barAt = (place: (typeof placeKeys)[number], series: (typeof seriesKeys)[number]): ReportBar => {
    const row = byPlace.get(beside ? `${place.at},${series.at}` : String(place.at));
    const before = row?.previous?.[plotted];
    return {
      amount: row?.amounts[plotted] ?? MISSING,
      previous: before?.kind === "value" ? before.value : null,
      isUnfinished: place.isUnfinished || series.isUnfinished,
    };
  };
  const shownSeries = seriesKeys.slice(0, MOST_SERIES);
  const places = placeKeys.slice(0, MOST_PLACES).map((place) => ({
    label: place.label,
    bars: shownSeries.map((series) => barAt(place, series)),
  }));
  const bars = places.flatMap((place) => place.bars);
  const values = bars.flatMap(({ amount, previous }) => [
    ...(amount.kind === "value" ? [amount.value] : []),
    ...(previous === null ? [] : [previous]),
  ]);
  if (values.length === 0 && !bars.some(({ amount }) => amount.kind === "masked")) return null;
  return {
    places,
    series: shownSeries.map(({ label }) => ({ label })),
    ticks: niceTicks(0, Math.max(0, ...values) || 1, 4),
    hasMasked: bars.some(({ amount }) => amount.kind === "masked"),
    hasUnfinished: bars.some(({ amount, isUnfinished }) => isUnfinished && amount.kind === "value"),
    hasPrevious: bars.some(({ previous }) => previous !== null),
    isCut: placeKeys.length > MOST_PLACES || seriesKeys.length > MOST_SERIES || all > rows.length,
  };
}

/** What is published for longer times than those along the axis has no place there. */
const isRest = (kind: string | undefined, key: string | null): boolean => kind === "time" && key === null;
