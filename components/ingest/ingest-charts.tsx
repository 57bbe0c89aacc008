"use client";

import { useMemo } from "react";
import { CrosshairTimeProvider } from "@/components/charts/crosshair-time";
import { type ChartModel, chartOf } from "@/components/charts/prepare";
import { TimeCharts } from "@/components/charts/time-charts";
import type { IngestOverview, IngestPoint } from "@/lib/ingest/watch/get-overview";

const LINES: readonly {
  readonly field: string;
  readonly title: string;
  readonly decimals: number;
  readonly read: (point: IngestPoint) => number | null;
}[] = [
  {
    field: "live_per_second",
    title: "Live lane, readings per second",
    decimals: 1,
    read: ({ live }) => live,
  },
  {
    field: "late_per_second",
    title: "Late lane, readings per second",
    decimals: 1,
    read: ({ late }) => late,
  },
  {
    field: "seconds_behind",
    title: "Seconds behind, 99 % within",
    decimals: 2,
    read: ({ behindP99 }) => behindP99,
  },
  { field: "records_waiting", title: "Records not committed", decimals: 0, read: ({ backlog }) => backlog },
];

/** How much came, how far behind it was, and what waited, over the range. */
export function IngestCharts({ overview }: { overview: IngestOverview }) {
  const charts = useMemo(
    () =>
      LINES.map(({ read, ...line }) =>
        chartOf({
          ...line,
          whole: line.decimals === 0,
          fromZero: true,
          points: overview.points.map((point) => ({ t: point.atMs, v: read(point) })),
        }),
      ).filter((chart): chart is ChartModel => chart !== null),
    [overview.points],
  );
  if (charts.length === 0) return <p className="text-ink-2 text-sm">Nothing was measured in this range.</p>;
  return (
    <CrosshairTimeProvider>
      <TimeCharts charts={charts} span={overview} late={[]} />
    </CrosshairTimeProvider>
  );
}
