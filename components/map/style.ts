import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { MapPalette } from "./palette";

const FONT = ["Inter Variable"];

/** Sources that the map is asked about and fed with later. */
export const BASEMAP = "basemap";
export const GRID = "grid";
export const OUTLINE = "world";

/** Layer of the sea; hidden until the land that lies on it is there. */
export const SEA = "sea";

/** Layers of roads and paths. */
export const STREETS = ["path", "minor", "major"] as const;

/** Line width that grows with the zoom: px at zoom 10 and at zoom 16. */
const width = (far: number, near: number): ExpressionSpecification => [
  "interpolate",
  ["exponential", 1.6],
  ["zoom"],
  10,
  far,
  16,
  near,
];

const classIn = (...classes: string[]): ExpressionSpecification => [
  "in",
  ["get", "class"],
  ["literal", classes],
];

const MAJOR = classIn("motorway", "trunk", "primary", "secondary", "tertiary");
const MINOR = classIn("minor", "service", "unclassified", "residential", "living_street");
const PATH = classIn("path", "track", "footway", "cycleway", "pedestrian");

/** A quiet map: land, water, roads and names of places; light or dark by its palette. */
export function mapStyle(palette: MapPalette, tiles: string, world: string): StyleSpecification {
  return {
    version: 8,
    sources: {
      [OUTLINE]: { type: "geojson", data: world },
      [GRID]: { type: "geojson", data: { type: "MultiLineString", coordinates: [] } },
      [BASEMAP]: { type: "vector", url: tiles, attribution: "© OpenStreetMap contributors" },
    },
    layers: [...landLayers(palette), ...roadLayers(palette), ...labelLayers(palette)],
  };
}

function landLayers(palette: MapPalette): LayerSpecification[] {
  const tile = { source: BASEMAP } as const;
  return [
    { id: "ground", type: "background", paint: { "background-color": palette.land } },
    {
      id: SEA,
      type: "background",
      layout: { visibility: "none" },
      paint: { "background-color": palette.water },
    },
    {
      id: "land",
      type: "fill",
      source: OUTLINE,
      filter: ["==", ["get", "kind"], "land"],
      paint: { "fill-color": palette.land, "fill-antialias": false },
    },
    {
      id: "border",
      type: "line",
      source: OUTLINE,
      filter: ["==", ["get", "kind"], "border"],
      maxzoom: 9,
      paint: { "line-color": palette["road-edge"], "line-width": 1 },
    },
    {
      id: "grid",
      type: "line",
      source: GRID,
      paint: { "line-color": palette.label, "line-opacity": 0.2, "line-width": 1 },
    },
    {
      id: "wood",
      type: "fill",
      ...tile,
      "source-layer": "landcover",
      filter: classIn("wood", "forest"),
      paint: { "fill-color": palette["road-edge"], "fill-opacity": 0.35 },
    },
    {
      id: "water",
      type: "fill",
      ...tile,
      "source-layer": "water",
      paint: { "fill-color": palette.water },
    },
    {
      id: "waterway",
      type: "line",
      ...tile,
      "source-layer": "waterway",
      paint: { "line-color": palette.water, "line-width": width(0.5, 3) },
    },
    {
      id: "building",
      type: "fill",
      ...tile,
      "source-layer": "building",
      minzoom: 14,
      paint: { "fill-color": palette["road-edge"], "fill-opacity": 0.5 },
    },
  ];
}

function roadLayers(palette: MapPalette): LayerSpecification[] {
  const tile = { source: BASEMAP, "source-layer": "transportation" } as const;
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const line = (
    id: string,
    filter: ExpressionSpecification,
    colour: string,
    lineWidth: ExpressionSpecification,
    minzoom = 0,
    dashes: { "line-dasharray"?: [number, number] } = {},
  ): LayerSpecification => ({
    id,
    type: "line",
    ...tile,
    minzoom,
    filter,
    layout: round,
    paint: { "line-color": colour, "line-width": lineWidth, ...dashes },
  });
  return [
    line("path", PATH, palette.road, width(0.3, 1.6), 13, { "line-dasharray": [3, 2] }),
    line("minor-edge", MINOR, palette["road-edge"], width(0.8, 7), 12),
    line("major-edge", MAJOR, palette["road-edge"], width(1.8, 12)),
    line("minor", MINOR, palette.road, width(0.4, 5.5), 12),
    line("major", MAJOR, palette.road, width(1.2, 10)),
    line("rail", classIn("rail"), palette["road-edge"], width(0.6, 2), 11),
    {
      id: "country",
      type: "line",
      source: BASEMAP,
      "source-layer": "boundary",
      filter: ["<=", ["get", "admin_level"], 4],
      paint: { "line-color": palette.label, "line-opacity": 0.35, "line-dasharray": [4, 3], "line-width": 1 },
    },
  ];
}

function labelLayers(palette: MapPalette): LayerSpecification[] {
  const paint = { "text-color": palette.label, "text-halo-color": palette.land, "text-halo-width": 1.5 };
  const name: ExpressionSpecification = ["coalesce", ["get", "name:latin"], ["get", "name"], ""];
  return [
    {
      id: "village",
      type: "symbol",
      source: BASEMAP,
      "source-layer": "place",
      filter: classIn("village", "suburb", "hamlet"),
      minzoom: 12,
      layout: { "text-field": name, "text-font": FONT, "text-size": 11.5 },
      paint,
    },
    {
      id: "town",
      type: "symbol",
      source: BASEMAP,
      "source-layer": "place",
      filter: classIn("city", "town"),
      layout: { "text-field": name, "text-font": FONT, "text-size": 14 },
      paint,
    },
  ];
}
