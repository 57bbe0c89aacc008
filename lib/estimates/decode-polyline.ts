/** Of the algorithm: a character carries five bits above 63, and one that says whether more follow. */
const [FIRST, BITS, MORE, DIGITS] = [63, 5, 0x20, 1e5];
/** 180° at 1e-5, doubled by the sign, has 26 bits. */
const MOST_BITS = 30;

/**
 * Places of an encoded polyline (Google's Encoded Polyline Algorithm Format, 1e-5 degrees), latitude before longitude.
 * @returns null for a text that is none, or that leaves the Earth.
 */
export function decodePolyline(text: string): { lat: number; lon: number }[] | null {
  const places: { lat: number; lon: number }[] = [];
  let [lat, lon, at] = [0, 0, 0];
  while (at < text.length) {
    const north = numberAt(text, at);
    const east = north && numberAt(text, north.next);
    if (!north || !east) return null;
    lat += north.value;
    lon += east.value;
    at = east.next;
    if (Math.abs(lat) > 90 * DIGITS || Math.abs(lon) > 180 * DIGITS) return null;
    places.push({ lat: lat / DIGITS, lon: lon / DIGITS });
  }
  return places;
}

function numberAt(text: string, start: number): { value: number; next: number } | null {
  let value = 0;
  for (let at = start, shift = 0; at < text.length && shift < MOST_BITS; at++, shift += BITS) {
    const bits = text.charCodeAt(at) - FIRST;
    if (bits < 0 || bits >= 2 * MORE) return null;
    value |= (bits & (MORE - 1)) << shift;
    if (bits < MORE) return { value: value & 1 ? ~(value >> 1) : value >> 1, next: at + 1 };
  }
  return null;
}
