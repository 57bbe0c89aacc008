"use client";

import { memo, useMemo } from "react";
import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatNumber } from "@/lib/format/number";
import type { TimeSpan } from "@/lib/telemetry/models";
import type { ChartModel } from "./prepare";

export const PLOT_HEIGHT = 128;
/** Room beside the plot for marks of the value axis, px; the crosshair and the time axis keep to it. */
export const PLOT_LEFT = 52;
export const PLOT_RIGHT = 12;

interface PlotProps {
  readonly chart: ChartModel;
  readonly fromMs: number;
  readonly toMs: number;
  readonly late: readonly TimeSpan[];
  readonly timeMarks: readonly number[];
  readonly colour: string;
}

interface DotProps {
  readonly index?: number;
  readonly cx?: number;
  readonly cy?: number;
}

/** One line over time. It draws nothing that follows the pointer, so that moving it costs no redraw. */
export const Plot = memo(function Plot({ chart, fromMs, toMs, late, timeMarks, colour }: PlotProps) {
  const places = useMemo(
    () => new Map(chart.ticks.map((tick) => [tick, formatNumber(tick, decimalsOf(chart.ticks))])),
    [chart.ticks],
  );
  const first = chart.ticks[0] ?? 0;
  const last = chart.ticks[chart.ticks.length - 1] ?? 1;
  const alone = ({ index = -1, cx, cy }: DotProps) =>
    chart.alone.has(index) ? (
      <circle key={index} cx={cx} cy={cy} r={1.75} fill={colour} />
    ) : (
      <g key={index} />
    );
  return (
    <ResponsiveContainer width="100%" height={PLOT_HEIGHT}>
      <LineChart
        data={[...chart.points]}
        margin={{ top: 8, right: PLOT_RIGHT, bottom: 4, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" verticalValues={[...timeMarks]} strokeDasharray="" />
        <XAxis dataKey="t" type="number" domain={[fromMs, toMs]} allowDataOverflow hide />
        <YAxis
          width={PLOT_LEFT}
          domain={[first, last]}
          ticks={[...chart.ticks]}
          interval={0}
          axisLine={false}
          tickLine={false}
          tickMargin={6}
          tick={{ fontSize: 11, fill: "var(--ink-3)" }}
          tickFormatter={(tick: number) => places.get(tick) ?? ""}
        />
        {late.map((span) => (
          <ReferenceArea
            key={span.fromMs}
            x1={span.fromMs}
            x2={Math.max(span.toMs, span.fromMs + (toMs - fromMs) / 400)}
            y1={first}
            y2={last}
            fill="var(--late)"
            fillOpacity={0.1}
            strokeOpacity={0}
            ifOverflow="hidden"
          />
        ))}
        <Line
          dataKey="v"
          type="linear"
          stroke={colour}
          strokeWidth={1.6}
          dot={chart.alone.size > 0 ? alone : false}
          activeDot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
});

/** As many places as the steps between marks need. */
function decimalsOf(ticks: readonly number[]): number {
  return ticks.reduce((most, tick) => Math.max(most, String(tick).split(".")[1]?.length ?? 0), 0);
}
