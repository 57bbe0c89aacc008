import { gridCellOf } from "@/lib/domain/grid-cell";
import type { Place } from "./sample";
import { isRidden, type Leg } from "./way";

/** A way's cells are told by pieces no longer than that, metres. */
const PIECE_M = 50;

/** Cells of the grid that a ride's way begins, ends and lies in; null and none where there is no way. */
export interface RideCells {
  readonly startCell: string | null;
  readonly endCell: string | null;
  /** In order of first visit, each with the metres ridden in it; of a gap its ends only, since nothing tells the way. */
  readonly cells: readonly { readonly cell: string; readonly metres: number }[];
}

/** @param legs as `legsOf` tells them: without positions that nobody could have reached. */
export function cellsOf(legs: readonly Leg[]): RideCells {
  const [first, last] = [legs[0]?.from.sample.place, legs.at(-1)?.to.sample.place];
  if (!first || !last) return { startCell: null, endCell: null, cells: [] };
  const metresIn = new Map<string, number>();
  const visit = (cell: string, metres: number) => metresIn.set(cell, (metresIn.get(cell) ?? 0) + metres);
  for (const leg of legs) {
    const [from, to] = [leg.from.sample.place, leg.to.sample.place];
    if (from === null || to === null) continue;
    visit(gridCellOf(from), 0);
    if (!leg.isGap && isRidden(leg)) {
      const pieces = Math.max(1, Math.ceil(leg.metres / PIECE_M));
      for (let at = 0; at < pieces; at++)
        visit(gridCellOf(between(from, to, (at + 0.5) / pieces)), leg.metres / pieces);
    }
    visit(gridCellOf(to), 0);
  }
  return {
    startCell: gridCellOf(first),
    endCell: gridCellOf(last),
    cells: [...metresIn].map(([cell, metres]) => ({ cell, metres: Math.round(metres) })),
  };
}

/** On the straight line, the short way round the Earth. */
function between(from: Place, to: Place, share: number): Place {
  const east = ((to.lon - from.lon + 540) % 360) - 180;
  const lon = from.lon + east * share;
  return {
    lat: from.lat + (to.lat - from.lat) * share,
    lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
  };
}
