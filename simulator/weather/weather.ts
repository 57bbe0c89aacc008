import type { LocalTime } from "./local-time";

const TURN = 2 * Math.PI;
const HOUR_MS = 3_600_000;
const RADIANS = Math.PI / 180;
/** Cooling with height in the standard atmosphere, °C per m. */
const LAPSE = 0.0065;
const VALLEY_M = 450;

const wave = (atMs: number, periodHours: number, phase: number): number =>
  Math.sin((TURN * atMs) / (periodHours * HOUR_MS) + phase);

/** Air temperature, °C: seasons, day and night, spells of some days, and height. */
export function airTemperatureC(atMs: number, { hour, yearShare }: LocalTime, heightM: number): number {
  const season = 10 - 10 * Math.cos(TURN * (yearShare - 0.05));
  const daily = 4 * Math.cos((TURN * (hour - 15)) / 24);
  const spell = 2.5 * wave(atMs, 131, 0.4) + 1.5 * wave(atMs, 57, 2);
  return season + daily + spell - (heightM - VALLEY_M) * LAPSE;
}

/**
 * Wind against somebody who rides in a direction, m/s; from behind it is negative. A slow field that mostly blows along
 * the valley, north or south.
 */
export function headwindMs(atMs: number, lat: number, lon: number, headingDeg: number): number {
  const north = 1.8 * wave(atMs, 31, lat * 40) + 1.2 * wave(atMs, 7.3, lon * 60);
  const east = 0.7 * wave(atMs, 19, lat * 50);
  return -(north * Math.cos(headingDeg * RADIANS) + east * Math.sin(headingDeg * RADIANS));
}
