import type { Stretch } from "./find-path";
import { headingTo, turnBetween } from "./metres";
import { RIDING_COST, type RoadGraph } from "./road-graph";

/** How riders brake when they see what comes, m/s². */
export const BRAKING_MS2 = 1;
const OPEN_MS = 12.5;
const YIELD_MS = 1.8;
const CROSSING_MS = 6;
/** Speed in a turn of at least so many degrees within a point. */
const CORNERS = [
  { overDeg: 100, ms: 2 },
  { overDeg: 65, ms: 3.2 },
  { overDeg: 40, ms: 4.5 },
  { overDeg: 22, ms: 6.5 },
] as const;

interface Line {
  readonly path: readonly Stretch[];
  readonly atM: Float64Array;
  readonly lats: Float64Array;
  readonly lons: Float64Array;
  readonly nodeAt: readonly number[];
}

/** What may be ridden at each point so that every corner, junction and the end is met at its own speed. */
export function speedLimits(
  graph: RoadGraph,
  line: Line,
): { readonly limitsMs: Float32Array; readonly yields: Uint8Array } {
  const { atM } = line;
  const yields = yieldsAlong(graph, line);
  const limitsMs = Float32Array.from(atM, (_, point) => pointLimit(graph, line, point, yields[point] === 1));
  limitsMs[limitsMs.length - 1] = 0;
  for (let point = limitsMs.length - 2; point >= 0; point--) {
    const lengthM = (atM[point + 1] ?? 0) - (atM[point] ?? 0);
    const reachable = Math.sqrt((limitsMs[point + 1] ?? 0) ** 2 + 2 * BRAKING_MS2 * lengthM);
    limitsMs[point] = Math.min(limitsMs[point] ?? 0, reachable);
  }
  return { limitsMs, yields };
}

function pointLimit(graph: RoadGraph, line: Line, point: number, isYield: boolean): number {
  if (isYield) return YIELD_MS;
  const turn = turnAt(line, point);
  const corner = CORNERS.find(({ overDeg }) => turn >= overDeg)?.ms ?? OPEN_MS;
  const node = line.nodeAt[point] ?? -1;
  const isCrossing = node >= 0 && (graph.roadsAt[node]?.length ?? 0) > 3;
  return isCrossing ? Math.min(corner, CROSSING_MS) : corner;
}

function turnAt({ lats, lons }: Line, point: number): number {
  if (point === 0 || point >= lats.length - 1) return 0;
  const heading = (from: number) =>
    headingTo(lats[from] ?? 0, lons[from] ?? 0, lats[from + 1] ?? 0, lons[from + 1] ?? 0);
  return turnBetween(heading(point - 1), heading(point));
}

/** Points at which the road taken meets one of a greater class than its own. */
function yieldsAlong(graph: RoadGraph, { path, nodeAt }: Line): Uint8Array {
  const yields = new Uint8Array(nodeAt.length);
  let stretch = 0;
  for (let point = 1; point < nodeAt.length - 1; point++) {
    const node = nodeAt[point] ?? -1;
    if (node < 0) continue;
    const own = path[stretch++]?.road ?? -1;
    const rank = (place: number): number => {
      const roadClass = graph.roads[place]?.roadClass;
      return roadClass === "primary" || roadClass === "secondary" ? RIDING_COST[roadClass] : 0;
    };
    if ((graph.roadsAt[node] ?? []).some((place) => rank(place) > rank(own))) yields[point] = 1;
  }
  return yields;
}
