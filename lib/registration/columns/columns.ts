import { BIKE_COLUMNS } from "./bike-columns";
import type { Column, ColumnKey } from "./column";
import { COMPONENT_COLUMNS } from "./component-columns";

/** Everything that a file of bikes may tell, in the order of the template. */
export const COLUMNS: readonly Column[] = [...BIKE_COLUMNS, ...COMPONENT_COLUMNS];

const byKey: ReadonlyMap<string, Column> = new Map(COLUMNS.map((column) => [column.key, column]));

/** @throws for a key that is none, which the types rule out. */
export function columnOf(key: ColumnKey): Column {
  const column = byKey.get(key);
  if (!column) throw new Error(`no column ${key}`);
  return column;
}

/** For keys that come from outside, such as a remembered mapping. */
export const isColumnKey = (key: string): key is ColumnKey => byKey.has(key);
