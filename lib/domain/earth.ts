/** Mean radius of the Earth, metres (H. Moritz, Geodetic Reference System 1980, 2000). */
export const EARTH_RADIUS_M = 6_371_008.8;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance between two places in degrees, metres (haversine formula: R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68, 1984). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const north = Math.sin(radians(latB - latA) / 2);
  const east = Math.sin(radians(lonB - lonA) / 2);
  const chord = north * north + Math.cos(radians(latA)) * Math.cos(radians(latB)) * east * east;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}
