"use client";

import { useMemo } from "react";
import { useZone } from "@/components/ui/clock";
import { formatNumber } from "@/lib/format/number";
import { formatClock, formatMoment } from "@/lib/format/time";
import type { TimeSpan } from "@/lib/telemetry/models";
import { colourOf } from "./colours";
import { Crosshair } from "./crosshair";
import { useCrosshairTime } from "./crosshair-time";
import { Plot } from "./plot";
import { type ChartModel, instantsOf, valueAt } from "./prepare";
import { timeTicks } from "./ticks";
import { TimeAxis } from "./time-axis";

/** Charts one above the other, under one crosshair and over one time axis, with stretches shaded that came late. */
export function TimeCharts({
  charts,
  span: { fromMs, toMs },
  late,
}: {
  charts: readonly ChartModel[];
  span: TimeSpan;
  late: readonly TimeSpan[];
}) {
  const zone = useZone();
  const [atMs, setAtMs] = useCrosshairTime();
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
