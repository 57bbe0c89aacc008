import type { ChartPoint } from "./prepare";

export interface SmallScale {
  readonly fromMs: number;
  readonly toMs: number;
  readonly least: number;
  readonly most: number;
  readonly width: number;
  readonly height: number;
}

/** Stretches of neighbours that have a value, as points of the drawing. */
function stretches(points: readonly ChartPoint[], scale: SmallScale): [number, number][][] {
  const { fromMs, toMs, least, most, width, height } = scale;
  const found: [number, number][][] = [];
  let open: [number, number][] | null = null;
  for (const { t, v } of points) {
    if (v === null) {
      open = null;
      continue;
    }
    if (!open) {
      open = [];
      found.push(open);
    }
    const x = ((t - fromMs) / (toMs - fromMs)) * width;
    open.push([rounded(x), rounded(height - ((v - least) / (most - least)) * height)]);
  }
  return found;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
const text = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y]) => `${x} ${y}`).join("L");

/** The line; a value alone is a dot. */
export const linePath = (points: readonly ChartPoint[], scale: SmallScale): string =>
  stretches(points, scale)
    .map((stretch) => `M${text(stretch)}${stretch.length === 1 ? "h0.01" : ""}`)
    .join("");

/** What lies between the line and the ground. */
export const areaPath = (points: readonly ChartPoint[], scale: SmallScale): string =>
  stretches(points, scale)
    .map((stretch) => {
      const [first, last] = [stretch[0], stretch.at(-1)];
      return first && last ? `M${first[0]} ${scale.height}L${text(stretch)}L${last[0]} ${scale.height}Z` : "";
    })
    .join("");
