const METRES_PER_DEGREE = 111_195;
const RADIANS = Math.PI / 180;

const cosOfDegrees = (degrees: number): number => Math.cos(degrees * RADIANS);

/** Distance of two points that are near each other, m; over a country as small as this one exact to a thousandth. */
export function metresBetween(lat: number, lon: number, otherLat: number, otherLon: number): number {
  const north = (otherLat - lat) * METRES_PER_DEGREE;
  const east = (otherLon - lon) * METRES_PER_DEGREE * cosOfDegrees((lat + otherLat) / 2);
  return Math.sqrt(north * north + east * east);
}

/** Direction from a point to another near it, degrees clockwise from north, 0 up to 360. */
export function headingTo(lat: number, lon: number, otherLat: number, otherLon: number): number {
  const east = (otherLon - lon) * cosOfDegrees((lat + otherLat) / 2);
  const degrees = Math.atan2(east, otherLat - lat) / RADIANS;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** The smaller angle between two headings, 0 to 180 degrees. */
export function turnBetween(headingDeg: number, otherDeg: number): number {
  const turn = Math.abs(headingDeg - otherDeg) % 360;
  return turn > 180 ? 360 - turn : turn;
}
