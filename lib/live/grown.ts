interface Column<T> {
  readonly length: number;
  set(values: T): void;
}

const SMALLEST = 1_024;
/** Memory is what limits a replica: a sixteenth in reserve costs some copies on the way, and nobody any later. */
const RESERVE = 1 / 16;

/** The column itself where it holds `length` values, else a longer one with its values in front and zeros behind. */
export function grown<T extends Column<T>>(column: T, length: number, make: new (length: number) => T): T {
  if (length <= column.length) return column;
  const longer = new make(Math.max(SMALLEST, Math.ceil(length * (1 + RESERVE))));
  longer.set(column);
  return longer;
}
