import { centreOfCell } from "./grid-cell";

const DECIMALS = 3;

/** The middle of a cell of the grid, as maps and people write it. @throws RangeError for a name that no cell has. */
export function cellWords(cell: string): string {
  const { lat, lon } = centreOfCell(cell);
  return `${degrees(lat)}° ${lat < 0 ? "S" : "N"}, ${degrees(lon)}° ${lon < 0 ? "W" : "E"}`;
}

const degrees = (value: number): string => Math.abs(value).toFixed(DECIMALS);
