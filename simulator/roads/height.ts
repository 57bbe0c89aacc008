const FLOOR_M = 450;
/** The valley floor falls towards the north, where the river leaves. */
const FALL_M_PER_DEGREE = 180;
const MIDDLE_LAT = 47.14;
const KILOMETRES_PER_LON_DEGREE = 75.7;
/** The slopes rise so much per kilometre to the east; over the foot they set in over some hundred metres. */
const RISE_M_PER_KM = 115;
const FOOT_KM = 0.35;

/** Longitude of the foot of the slopes: it bends away to the east in the north. */
const footLon = (lat: number): number => 9.512 + 2.5 * (lat - 47.05) ** 2;

/**
 * Height of a place, m: a made-up, smooth land in the shape of the real one, since the roads come without heights. A
 * valley floor with waves of a few metres, and slopes to the east.
 */
export function heightAt(lat: number, lon: number): number {
  const eastKm = (lon - footLon(lat)) * KILOMETRES_PER_LON_DEGREE;
  const slope = RISE_M_PER_KM * FOOT_KM * Math.log1p(Math.exp(Math.min(eastKm / FOOT_KM, 50)));
  const waves = 3 * Math.sin(lat * 900) + 2.5 * Math.sin(lon * 700 + lat * 300);
  return FLOOR_M + (MIDDLE_LAT - lat) * FALL_M_PER_DEGREE + slope + waves;
}
