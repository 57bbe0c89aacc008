declare module "d3-geo" {
  export interface Projection {
    scale(scale: number): Projection;
    translate(point: readonly [number, number]): Projection;
    precision(precision: number): Projection;
    reflectY(reflect: boolean): Projection;
  }
  export function geoEquirectangular(): Projection;
}

declare module "d3-geo-projection" {
  import type { Projection } from "d3-geo";
  import type { FeatureCollection } from "geojson";

  export function geoProject(features: FeatureCollection, projection: Projection): FeatureCollection;
}
