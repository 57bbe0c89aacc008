/** Mean radius of the Earth (IUGG), metres. */
export const EARTH_RADIUS_M = 6_371_008.8;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance between two places in degrees, metres (haversine formula, Sinnott 1984). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const north = Math.sin(radians(latB - latA) / 2);
  const east = Math.sin(radians(lonB - lonA) / 2);
  const chord = north * north + Math.cos(radians(latA)) * Math.cos(radians(latB)) * east * east;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}
