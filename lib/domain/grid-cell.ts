import { EARTH_RADIUS_M } from "./earth";

/** No cell is narrower, metres. */
const LEAST_WIDTH_M = 1_000;
const DEGREE = 1_000_000;
/** Rows of 0.01 degrees of latitude, 1.11 km; of integers, so that no edge depends on rounding. */
const ROW = DEGREE / 100;
const ROWS_PER_SIDE = (90 * DEGREE) / ROW;
const AROUND = 360 * DEGREE;
const NAME = /^(0|-?[1-9][0-9]{0,3}):(0|[1-9][0-9]{0,4})$/;

/** Degrees, WGS84. */
interface GridPlace {
  readonly lat: number;
  readonly lon: number;
}

/** Degrees; south and west belong to the cell, north and east to the next one. */
export interface CellBounds {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/**
 * The cell of a fixed grid, at least 1 km both ways everywhere, that a place in degrees lies in: its row, in hundredths of a
 * degree of latitude, and its column, from 180 degrees west on, as many as fit the row's edge that is nearer to a pole.
 */
export function gridCellOf({ lat, lon }: GridPlace): string {
  const row = Math.min(Math.floor(Math.round(lat * DEGREE) / ROW), ROWS_PER_SIDE - 1) + 0;
  const columns = columnsIn(row);
  const east = Math.round((lon + 180) * DEGREE);
  const column = Math.floor((east * columns) / AROUND) % columns;
  return `${row}:${column}`;
}

/** @throws RangeError for a name that no cell has. */
export function boundsOfCell(cell: string): CellBounds {
  const { row, column, columns } = cellNamed(cell);
  return {
    south: row / 100,
    north: (row + 1) / 100,
    west: (column * 360) / columns - 180,
    east: ((column + 1) * 360) / columns - 180,
  };
}

/** @throws RangeError for a name that no cell has. */
export function centreOfCell(cell: string): GridPlace {
  const { south, north, west, east } = boundsOfCell(cell);
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}

function cellNamed(cell: string) {
  const [, row, column] = (NAME.exec(cell) ?? []).map(Number);
  const isRow = row !== undefined && row >= -ROWS_PER_SIDE && row < ROWS_PER_SIDE;
  const columns = isRow ? columnsIn(row) : 0;
  if (!isRow || column === undefined || column >= columns)
    throw new RangeError(`expected a cell of the grid such as 4714:14331, got "${cell}"`);
  return { row, column, columns };
}

/** So many that the ends of each one's edge nearer to a pole are so far apart: the haversine formula, turned round. */
function columnsIn(row: number): number {
  const polewardDegrees = Math.max(Math.abs(row), Math.abs(row + 1)) / 100;
  const radius = Math.cos((polewardDegrees * Math.PI) / 180);
  const sine = Math.sin(LEAST_WIDTH_M / 2 / EARTH_RADIUS_M) / radius;
  return sine >= 1 ? 1 : Math.max(1, Math.floor(Math.PI / Math.asin(sine)));
}
