import { formatNumber } from "@/lib/format/number";
import type { ReportBar } from "./report-bars";

const MASKED_HEIGHT = 46;

export interface Drawn {
  readonly x?: number | null;
  readonly width?: number | null;
  readonly background?: { readonly y?: number | null; readonly height?: number | null };
}

/** One bar: solid, hatched while unfinished, dashed where it is masked; a line across it for the period before. */
export function ReportBarShape({
  drawn,
  bar,
  name,
  colour,
  hatch,
  most,
  decimals,
  leastForNumber,
}: {
  drawn: Drawn;
  bar: ReportBar | undefined;
  name: string;
  colour: string;
  /** Id of its pattern. */
  hatch: string;
  /** Value at the top of the plot. */
  most: number;
  decimals: number;
  /** Width from which its number stands above it. */
  leastForNumber: number;
}) {
  const [x, width] = [drawn.x ?? 0, drawn.width ?? 0];
  const { background } = drawn;
  const [top, height] = [background?.y ?? 0, background?.height ?? 0];
  const yOf = (value: number): number => top + height * (1 - Math.min(1, value / most));
  const [middle, base] = [x + width / 2, top + height];
  if (bar === undefined || bar.amount.kind === "missing" || bar.amount.kind === "unmeasured") return <g />;
  if (bar.amount.kind === "masked")
    return (
      <g>
        <title>{`${name}: fewer than 10 riders`}</title>
        <rect
          x={x + 0.5}
          y={base - MASKED_HEIGHT}
          width={Math.max(1, width - 1)}
          height={MASKED_HEIGHT}
          fill="none"
          stroke="var(--line-strong)"
          strokeDasharray="3 3"
        />
        {width >= leastForNumber ? (
          <text x={middle} y={base - MASKED_HEIGHT - 6} textAnchor="middle" fontSize={12} fill="var(--ink-3)">
            &lt; 10
          </text>
        ) : null}
      </g>
    );
  const { value } = bar.amount;
  const y = yOf(value);
  return (
    <g>
      <title>{`${name}: ${formatNumber(value, decimals)}${bar.isUnfinished ? ", unfinished" : ""}`}</title>
      {bar.isUnfinished ? (
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} fill={colour} opacity={0.15} />
          <rect width={2.5} height={6} fill={colour} opacity={0.7} />
        </pattern>
      ) : null}
      <rect
        x={x}
        y={y}
        width={width}
        height={Math.max(0, base - y)}
        rx={Math.min(2, width / 4)}
        fill={bar.isUnfinished ? `url(#${hatch})` : colour}
        stroke={bar.isUnfinished ? colour : "none"}
        strokeDasharray={bar.isUnfinished ? "2 2" : undefined}
        opacity={0.9}
      />
      {bar.previous === null ? null : (
        <path
          d={`M${x - 2} ${yOf(bar.previous)}h${width + 4}`}
          stroke="var(--ink)"
          strokeWidth={1.5}
          opacity={0.75}
        />
      )}
      {width >= leastForNumber ? (
        <text x={middle} y={y - 6} textAnchor="middle" fontSize={12} fill="var(--ink)">
          {formatNumber(value, decimals)}
        </text>
      ) : null}
    </g>
  );
}
