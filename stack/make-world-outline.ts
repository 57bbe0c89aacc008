import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import type { FeatureCollection, Geometry, Position } from "geojson";
import { merge, mesh } from "topojson-client";

/**
 * Makes public/basemap/world.json, the outline of countries that the map shows where it has no tile. Run by hand when
 * world-atlas changes: `npx tsx stack/make-world-outline.ts`. Polygons are cut at the antimeridian and wound as a flat
 * map wants them; coordinates are rounded to about a kilometre.
 */
const DECIMALS = 2;

type Countries = Extract<Parameters<typeof mesh>[1], { type: "GeometryCollection" }>;
type Atlas = Parameters<typeof mesh>[0] & { readonly objects: { readonly countries: Countries } };

const parseAtlas = (text: string): Atlas => JSON.parse(text) as Atlas;

const round = ([lon = 0, lat = 0]: Position): Position => [
  Number(lon.toFixed(DECIMALS)),
  Number(lat.toFixed(DECIMALS)),
];

/** Rounded ring without points that fell together; a ring that lost its area is gone. */
function thin(ring: Position[]): Position[] {
  const kept = ring.map(round).filter(([lon, lat], at, all) => {
    const before = all[at - 1];
    return before === undefined || before[0] !== lon || before[1] !== lat;
  });
  return kept.length >= 4 ? kept : [];
}

/** Where somebody may ride a bike: islands under about ten kilometres and Antarctica are left out. */
function isShown([ring = []]: Position[][]): boolean {
  const lons = ring.map(([lon = 0]) => lon);
  const lats = ring.map(([, lat = 0]) => lat);
  const wide = Math.max(...lons) - Math.min(...lons) + Math.max(...lats) - Math.min(...lats);
  return wide > 0.15 && Math.max(...lats) > -60;
}

function thinLand(geometry: Geometry): Geometry {
  if (geometry.type !== "MultiPolygon") throw new Error(`expected a MultiPolygon, got ${geometry.type}`);
  const coordinates = geometry.coordinates
    .map((rings) => rings.map(thin).filter((ring) => ring.length > 0))
    .filter(isShown);
  return { type: "MultiPolygon", coordinates };
}

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const atlas = parseAtlas(
  await readFile(fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json")), "utf8"),
);
const { countries } = atlas.objects;
const polygons = countries.geometries.filter(
  (country) => country.type === "Polygon" || country.type === "MultiPolygon",
);
const borders = mesh(atlas, countries, (one, other) => one !== other);
const flat = geoProject(
  {
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: {}, geometry: merge(atlas, polygons) }],
  },
  geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .precision(0)
    .reflectY(true),
);
const outline: FeatureCollection = {
  type: "FeatureCollection",
  features: [
    ...flat.features.map(({ geometry }) => ({
      type: "Feature" as const,
      properties: { kind: "land" },
      geometry: thinLand(geometry),
    })),
    {
      type: "Feature",
      properties: { kind: "border" },
      geometry: { type: "MultiLineString", coordinates: borders.coordinates.map((line) => line.map(round)) },
    },
  ],
};
await writeFile(file("public/basemap/world.json"), `${JSON.stringify(outline)}\n`);
