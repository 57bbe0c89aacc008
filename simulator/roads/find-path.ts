import { NearestFirst } from "./nearest-first";
import { beeline, RIDING_COST, type RoadGraph } from "./road-graph";

/** A road as it is ridden: from its first node to its last, or the other way. */
export interface Stretch {
  readonly road: number;
  readonly isForward: boolean;
}

const CHEAPEST = Math.min(...Object.values(RIDING_COST));

/**
 * The way from a node to another that costs a rider least, by A* (Hart, Nilsson and Raphael 1968): length times the cost
 * of the road's class, with the beeline at the cheapest class as what is left at least. Null where no way leads.
 */
export function findPath(graph: RoadGraph, from: number, to: number): Stretch[] | null {
  const count = graph.lats.length;
  const costs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const cameBy = new Int32Array(count).fill(-1);
  const isDone = new Uint8Array(count);
  const open = new NearestFirst();
  costs[from] = 0;
  open.add(from, 0);
  for (let node = open.take(); node !== undefined; node = open.take()) {
    if (node === to) return backFrom(graph, cameBy, from, to);
    if (isDone[node] === 1) continue;
    isDone[node] = 1;
    for (const place of graph.roadsAt[node] ?? []) {
      const road = graph.roads[place];
      if (!road) continue;
      const next = road.from === node ? road.to : road.from;
      const cost = (costs[node] ?? 0) + road.metres * RIDING_COST[road.roadClass];
      if (cost >= (costs[next] ?? 0)) continue;
      costs[next] = cost;
      cameBy[next] = place;
      open.add(next, cost + beeline(graph, next, to) * CHEAPEST);
    }
  }
  return null;
}

function backFrom(graph: RoadGraph, cameBy: Int32Array, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let node = to; node !== from; ) {
    const place = cameBy[node] ?? -1;
    const road = graph.roads[place];
    if (!road) return [];
    const isForward = road.to === node;
    stretches.push({ road: place, isForward });
    node = isForward ? road.from : road.to;
  }
  return stretches.reverse();
}
