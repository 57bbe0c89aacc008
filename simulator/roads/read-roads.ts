import { readFileSync } from "node:fs";
import { parseRoadGraph, type RoadGraph } from "./road-graph";

const FILE = new URL("../../data/liechtenstein/roads.json", import.meta.url);

/** The roads that come with the repository. */
export const readRoads = (): RoadGraph => parseRoadGraph(readFileSync(FILE, "utf8"));
