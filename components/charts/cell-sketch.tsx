import { boundsOfCell } from "@/lib/domain/grid-cell";

const WIDTH = 860;
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 460;

/** How much is told of a cell of the grid. */
export interface CellAmount {
  readonly cell: string;
  readonly value: number;
}

/** Cells of the grid where they lie to each other, for browsers that draw no maps. Cells that are not published are not drawn. */
export function CellSketch({ label, cells }: { label: string; cells: readonly CellAmount[] }) {
  const placed = cells.map((each) => ({ ...each, bounds: boundsOfCell(each.cell) }));
  const south = Math.min(...placed.map(({ bounds }) => bounds.south));
  const north = Math.max(...placed.map(({ bounds }) => bounds.north));
  const west = Math.min(...placed.map(({ bounds }) => bounds.west));
  const east = Math.max(...placed.map(({ bounds }) => bounds.east));
  // A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(WIDTH / ((east - west) * squeeze), MOST_HEIGHT / (north - south));
  const [width, height] = [(east - west) * squeeze * scale, (north - south) * scale];
  const most = Math.max(...cells.map(({ value }) => value), 1);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${Math.max(LEAST_HEIGHT, height)}`}
      className="size-full"
    >
      <g transform={`translate(${(WIDTH - width) / 2} ${(Math.max(LEAST_HEIGHT, height) - height) / 2})`}>
        {placed.map(({ cell, value, bounds }) => (
          <rect
            key={cell}
            x={(bounds.west - west) * squeeze * scale}
            y={(north - bounds.north) * scale}
            width={Math.max(1, (bounds.east - bounds.west) * squeeze * scale - 0.5)}
            height={Math.max(1, (bounds.north - bounds.south) * scale - 0.5)}
            fill="var(--accent)"
            opacity={0.15 + 0.85 * Math.sqrt(value / most)}
          />
        ))}
      </g>
    </svg>
  );
}
