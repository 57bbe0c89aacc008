import { z } from "zod";
import { metresBetween } from "./metres";

/** How much longer than it is a road of a class feels to somebody on a bike. */
export const RIDING_COST = {
  cycleway: 0.8,
  living_street: 0.9,
  residential: 1,
  unclassified: 1,
  service: 1.15,
  tertiary: 1.2,
  track: 1.3,
  secondary: 1.5,
  primary: 1.9,
} as const;
const ROAD_CLASSES = [
  "cycleway",
  "living_street",
  "residential",
  "unclassified",
  "service",
  "tertiary",
  "track",
  "secondary",
  "primary",
] as const satisfies readonly (keyof typeof RIDING_COST)[];
type RoadClass = (typeof ROAD_CLASSES)[number];

const index = z.number().int().min(0);
const microdegrees = z.number().int();
/** Nodes are longitude, latitude; an edge's points are steps from the point before, the last one ends at its to-node. */
const RoadFile = z.object({
  attribution: z.string().min(1),
  unit: z.string().startsWith("microdegrees, lon then lat"),
  classes: z.array(z.enum(ROAD_CLASSES)),
  nodes: z.array(z.tuple([microdegrees, microdegrees])).min(1),
  edges: z.array(z.tuple([index, index, index, z.number().min(0), z.array(microdegrees)])).min(1),
});

interface Road {
  readonly from: number;
  readonly to: number;
  readonly roadClass: RoadClass;
  /** As measured by the source of the map. */
  readonly metres: number;
  /** Degrees, from the first node to the last, both included. */
  readonly lats: Float64Array;
  readonly lons: Float64Array;
}

/** Junctions and ends of roads, and the roads between them; every road may be ridden both ways. */
export interface RoadGraph {
  readonly attribution: string;
  readonly lats: Float64Array;
  readonly lons: Float64Array;
  readonly roads: readonly Road[];
  /** Of each node the roads that meet there, as places in `roads`. */
  readonly roadsAt: readonly (readonly number[])[];
}

/** @throws ZodError or Error for a file of another form. */
export function parseRoadGraph(json: string): RoadGraph {
  const file = RoadFile.parse(JSON.parse(json));
  const lats = Float64Array.from(file.nodes, ([, lat]) => lat / 1e6);
  const lons = Float64Array.from(file.nodes, ([lon]) => lon / 1e6);
  const roadsAt: number[][] = file.nodes.map(() => []);
  const roads = file.edges.map(([from, to, classIndex, metres, steps], place): Road => {
    const roadClass = file.classes[classIndex];
    const start = file.nodes[from];
    if (!roadClass || !start || !file.nodes[to]) throw new Error(`road ${place}: no such node or class`);
    roadsAt[from]?.push(place);
    roadsAt[to]?.push(place);
    return { from, to, roadClass, metres, ...pointsOf(start, steps) };
  });
  return { attribution: file.attribution, lats, lons, roads, roadsAt };
}

function pointsOf([lon, lat]: readonly [number, number], steps: readonly number[]) {
  const count = steps.length / 2 + 1;
  const lats = new Float64Array(count);
  const lons = new Float64Array(count);
  let [atLon, atLat] = [lon, lat];
  for (let point = 0; point < count; point++) {
    lats[point] = atLat / 1e6;
    lons[point] = atLon / 1e6;
    atLon += steps[2 * point] ?? 0;
    atLat += steps[2 * point + 1] ?? 0;
  }
  return { lats, lons };
}

/** Beeline of two nodes, m. */
export const beeline = ({ lats, lons }: RoadGraph, from: number, to: number): number =>
  metresBetween(lats[from] ?? 0, lons[from] ?? 0, lats[to] ?? 0, lons[to] ?? 0);
