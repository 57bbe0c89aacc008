import { formatNumber, THIN_SPACE } from "@/lib/format/number";
import { displayOf } from "@/lib/format/value";
import type { LateSpan, Series, TimeSpan } from "@/lib/telemetry/models";
import { colourOf } from "./colours";
import { lateAreas, prepareChart } from "./prepare";
import { areaPath, linePath, type SmallScale } from "./small-path";

const WIDTH = 288;
const HEIGHT = 44;

/** One line over a short time, without axes: its title, its newest and its range say what it shows. */
export function SmallChart({
  series,
  span,
  late,
}: {
  series: Series;
  span: TimeSpan;
  late: readonly LateSpan[];
}) {
  const chart = prepareChart(series);
  if (!chart) return null;
  const scale: SmallScale = {
    ...span,
    least: Math.min(0, chart.least),
    most: Math.max(chart.most, chart.least + 1),
    width: WIDTH,
    height: HEIGHT,
  };
  const colour = colourOf(series.field, 0);
  const { unit, decimals } = displayOf(series.field);
  const number = (value: number) => `${formatNumber(value, decimals)}${unit && `${THIN_SPACE}${unit}`}`;
  const newest = chart.points.findLast(({ v }) => v !== null)?.v ?? chart.least;
  const summary = `${number(chart.least)} to ${number(chart.most)}, newest ${number(newest)}`;
  const xOf = (atMs: number) => ((atMs - span.fromMs) / (span.toMs - span.fromMs)) * WIDTH;
  return (
    <figure className="flex flex-col gap-1">
      <figcaption className="flex justify-between gap-2 text-xs">
        <span>{chart.title}</span>
        <span className="text-ink-2">
          {formatNumber(chart.least, decimals)} – {formatNumber(chart.most, decimals)}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${chart.title}: ${summary}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-11 w-full overflow-visible border-line border-b"
      >
        <path d={areaPath(chart.points, scale)} fill={colour} opacity={0.14} />
        {lateAreas(late, span).map(({ fromMs, toMs }) => (
          <rect
            key={fromMs}
            x={xOf(fromMs)}
            width={Math.max(1, xOf(toMs) - xOf(fromMs))}
            height={HEIGHT}
            // Opaque, so that it does not mix with the colour of the line's area.
            fill="color-mix(in srgb, var(--late) 14%, var(--raised))"
          />
        ))}
        <path
          d={linePath(chart.points, scale)}
          fill="none"
          stroke={colour}
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </figure>
  );
}
