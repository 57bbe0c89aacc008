"use client";

import { useMemo } from "react";
import { useZone } from "@/components/ui/clock";
import { formatNumber } from "@/lib/format/number";
import { formatClock, formatMoment } from "@/lib/format/time";
import type { BikeHistory } from "@/lib/telemetry/models";
import { colourOf } from "./colours";
import { Crosshair } from "./crosshair";
import { useCrosshairTime } from "./crosshair-time";
import { Plot } from "./plot";
import { type ChartModel, instantsOf, lateAreas, prepareChart, valueAt, viewSpan } from "./prepare";
import { timeTicks } from "./ticks";
import { TimeAxis } from "./time-axis";

/** One chart per series that holds a value, under one crosshair and over one time axis. */
export function HistoryCharts({ history }: { history: BikeHistory }) {
  const zone = useZone();
  const [atMs, setAtMs] = useCrosshairTime();
  const charts = useMemo(
    () => history.series.map(prepareChart).filter((chart): chart is ChartModel => chart !== null),
    [history],
  );
  const view = useMemo(() => viewSpan(history, charts), [history, charts]);
  const { fromMs, toMs } = view;
  const late = useMemo(() => lateAreas(history.late, view), [history, view]);
  const instants = useMemo(() => instantsOf(charts), [charts]);
  const marks = useMemo(() => timeTicks(fromMs, toMs, zone), [fromMs, toMs, zone]);
  const across = { instants, fromMs, toMs, atMs, onMove: setAtMs };

  const reading = (chart: ChartModel): string | null => {
    const value = atMs === null ? null : valueAt(chart.points, atMs);
    return value === null ? null : formatNumber(value, chart.decimals);
  };
  const spoken = (at: number): string =>
    [
      formatMoment(at, zone),
      ...charts.map((chart) => `${chart.title}: ${valueAt(chart.points, at) ?? "no value"}`),
    ].join(", ");

  return (
    <div className="flex flex-col gap-2">
      {charts.map((chart, place) => (
        <figure key={chart.field} aria-label={summaryOf(chart)}>
          <figcaption className="flex items-baseline justify-between gap-3 text-ink-2 text-xs">
            <span>{chart.title}</span>
            <span>
              {place === 0 && atMs !== null ? (
                <span className="mr-2">{formatClock(atMs, zone, toMs - fromMs < 86_400_000 * 8)}</span>
              ) : null}
              <b className="font-semibold text-ink">{atMs === null ? null : (reading(chart) ?? "–")}</b>
            </span>
          </figcaption>
          <Crosshair {...across}>
            <Plot
              chart={chart}
              fromMs={fromMs}
              toMs={toMs}
              late={late}
              timeMarks={marks.atMs}
              colour={colourOf(chart.field, place)}
            />
          </Crosshair>
        </figure>
      ))}
      <TimeAxis {...across} marks={marks} zone={zone} spoken={spoken} />
    </div>
  );
}

const summaryOf = (chart: ChartModel): string =>
  `${chart.title}: between ${formatNumber(chart.least, chart.decimals)} and ${formatNumber(chart.most, chart.decimals)} in this range.`;
