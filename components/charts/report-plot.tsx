"use client";

import { useId } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatNumber } from "@/lib/format/number";
import { type Drawn, ReportBarShape } from "./report-bar-shape";
import type { ReportBar, ReportBars } from "./report-bars";

const HEIGHT = 300;
const AXIS_WIDTH = 52;
/** Where bars are narrower, no number stands above them. */
const ROOM_FOR_NUMBER = 30;

const COLOURS = [
  "var(--charging)",
  "var(--accent)",
  "var(--moving)",
  "var(--low)",
  "var(--silent)",
  "var(--late)",
  "var(--parked)",
  "var(--fault)",
] as const;
const colourOf = (at: number, count: number): string =>
  count === 1 ? "var(--accent)" : (COLOURS[at % COLOURS.length] ?? "var(--accent)");

/** Bars of one figure by group or time, with what is masked, unfinished and previous marked. */
export function ReportPlot({ title, bars, decimals }: { title: string; bars: ReportBars; decimals: number }) {
  const id = useId();
  const { places, series, ticks } = bars;
  const least = Math.max(320, places.length * (series.length * 14 + 10));
  const hasNumbers = places.length * series.length <= 24;
  const marks = ticks.reduce((most, tick) => Math.max(most, String(tick).split(".")[1]?.length ?? 0), 0);
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-ink-2 text-xs">
        <span>{title}</span>
        {series.length > 1 ? (
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            {series.map(({ label }, at) => (
              <span key={label} className="inline-flex items-center gap-1.5">
                <i
                  aria-hidden="true"
                  className="size-2.5 rounded-[2px]"
                  style={{ background: colourOf(at, series.length) }}
                />
                {label}
              </span>
            ))}
          </span>
        ) : null}
      </figcaption>
      <ScrollBox label={`${title}, drawn; the table below has every number`} className="overflow-x-auto">
        <div style={{ minWidth: least, height: HEIGHT }} aria-hidden="true">
          <ResponsiveContainer width="100%" height={HEIGHT}>
            <BarChart
              data={[...places]}
              margin={{ top: 20, right: 8, bottom: 0, left: 0 }}
              accessibilityLayer={false}
              barGap={series.length > 4 ? 1 : 3}
              barCategoryGap={places.length > 30 ? "12%" : "18%"}
            >
              <CartesianGrid stroke="var(--line)" vertical={false} />
              <XAxis
                dataKey="label"
                axisLine={{ stroke: "var(--line-strong)" }}
                tickLine={false}
                tickMargin={8}
                minTickGap={12}
                tick={{ fontSize: 12, fill: "var(--ink-2)" }}
              />
              <YAxis
                width={AXIS_WIDTH}
                domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
                ticks={[...ticks]}
                interval={0}
                axisLine={false}
                tickLine={false}
                tick={{ fontSize: 12, fill: "var(--ink-3)" }}
                tickFormatter={(tick: number) => formatNumber(tick, marks)}
              />
              {series.map(({ label }, at) => (
                <Bar
                  key={label}
                  dataKey={(place: (typeof places)[number]) => heightOf(place.bars[at], ticks.at(-1) ?? 1)}
                  isAnimationActive={false}
                  maxBarSize={56}
                  shape={(drawn: Drawn & { payload?: (typeof places)[number] }) => (
                    <ReportBarShape
                      drawn={drawn}
                      bar={drawn.payload?.bars[at]}
                      name={[drawn.payload?.label, label].filter(Boolean).join(", ")}
                      colour={colourOf(at, series.length)}
                      hatch={`${id}-${at}`}
                      most={ticks.at(-1) ?? 1}
                      decimals={decimals}
                      leastForNumber={hasNumbers ? ROOM_FOR_NUMBER - 6 : Number.POSITIVE_INFINITY}
                    />
                  )}
                />
              ))}
            </BarChart>
          </ResponsiveContainer>
        </div>
      </ScrollBox>
      <PlotNotes bars={bars} />
    </figure>
  );
}

/** So that what is masked has a place to be drawn; its own height says nothing. */
const heightOf = (bar: ReportBar | undefined, most: number): number | null => {
  if (bar?.amount.kind === "value") return bar.amount.value;
  return bar?.amount.kind === "masked" ? most * 0.15 : null;
};

function PlotNotes({ bars: { hasMasked, hasUnfinished, hasPrevious, isCut } }: { bars: ReportBars }) {
  const notes = [
    ...(hasMasked ? ["Dashed: fewer than 10 riders, none included; not shown."] : []),
    ...(hasUnfinished ? ["Hatched: unfinished, more rides may still arrive."] : []),
    ...(hasPrevious ? ["Line across a bar: the period before."] : []),
    ...(isCut ? ["Not all is drawn; the table has more."] : []),
  ];
  return notes.length === 0 ? null : <p className="text-ink-3 text-xs">{notes.join(" ")}</p>;
}
