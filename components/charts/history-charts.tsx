"use client";

import { useMemo } from "react";
import type { BikeHistory } from "@/lib/telemetry/models";
import { type ChartModel, lateAreas, prepareChart, viewSpan } from "./prepare";
import { TimeCharts } from "./time-charts";

/** One chart per series that holds a value, over the part of the range that has readings. */
export function HistoryCharts({ history }: { history: BikeHistory }) {
  const charts = useMemo(
    () => history.series.map(prepareChart).filter((chart): chart is ChartModel => chart !== null),
    [history],
  );
  const view = useMemo(() => viewSpan(history, charts), [history, charts]);
  const late = useMemo(() => lateAreas(history.late, view), [history, view]);
  return <TimeCharts charts={charts} span={view} late={late} />;
}
