/**
 * Web Mercator in whole units of 2^-21 of the world's side, about 19 m at the equator: x grows to the east, y to the
 * south. A tile of a level is the upper bits of both.
 * @see https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
 */
export const UNIT_LEVEL = 21;
/** Cells are counted down to this level. */
export const LEAF_LEVEL = 13;
const WORLD = 2 ** UNIT_LEVEL;
/** Beyond it the square map ends. */
const NORTHERNMOST_DEG = 85.051129;
const RADIANS = Math.PI / 180;

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}
/** Units, both ends inclusive. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
export const WHOLE_WORLD: Box = { x0: 0, y0: 0, x1: WORLD - 1, y1: WORLD - 1 };

export const unitX = (lonDeg: number): number => clamped(Math.floor(((lonDeg + 180) / 360) * WORLD));

export function unitY(latDeg: number): number {
  const lat = Math.max(-NORTHERNMOST_DEG, Math.min(NORTHERNMOST_DEG, latDeg));
  const sine = Math.sin(lat * RADIANS);
  return clamped(Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD));
}

export const longitudeOf = (x: number): number => (x / WORLD) * 360 - 180;
export const latitudeOf = (y: number): number =>
  Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) / RADIANS;

/** Bounds as one box, or two where they cross the date line; widened to whole tiles of the level. */
export function boxesOf({ west, south, east, north }: Bounds, level: number): Box[] {
  const [y0, y1] = [unitY(north), unitY(south)];
  const columns = west <= east ? [[west, east] as const] : [[west, 180] as const, [-180, east] as const];
  return columns.map(([from, to]) => widened({ x0: unitX(from), y0, x1: unitX(to), y1 }, level));
}

/** The units of a tile. */
export function boxOfTile(level: number, x: number, y: number): Box {
  const shift = UNIT_LEVEL - level;
  return { x0: x << shift, y0: y << shift, x1: ((x + 1) << shift) - 1, y1: ((y + 1) << shift) - 1 };
}

/** How many tiles of the level lie in the boxes. */
export function tilesIn(boxes: readonly Box[], level: number): number {
  const shift = UNIT_LEVEL - level;
  const side = (from: number, to: number) => (to >> shift) - (from >> shift) + 1;
  return boxes.reduce((sum, { x0, y0, x1, y1 }) => sum + side(x0, x1) * side(y0, y1), 0);
}

/** Whether a place in degrees lies in bounds. */
export function isWithin({ west, south, east, north }: Bounds, lat: number, lon: number): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

export const isInside = (x: number, y: number, boxes: readonly Box[]): boolean =>
  boxes.some((box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1);

function widened({ x0, y0, x1, y1 }: Box, level: number): Box {
  const shift = UNIT_LEVEL - level;
  const up = (unit: number) => (((unit >> shift) + 1) << shift) - 1;
  return { x0: (x0 >> shift) << shift, y0: (y0 >> shift) << shift, x1: up(x1), y1: up(y1) };
}

const clamped = (unit: number): number => Math.max(0, Math.min(WORLD - 1, unit));
