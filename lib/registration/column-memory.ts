import type { ColumnKey } from "./columns/column";
import { isColumnKey } from "./columns/columns";
import type { RememberedColumns } from "./columns/find-key";
import { type ColumnMatch, type MatchedColumn, matchColumns } from "./columns/match-columns";
import { normalLabel } from "./columns/normal-label";

/** How the columns of a file were told apart, as a row of plants or batches keeps it; an empty key was set aside. */
type Kept = Readonly<Record<string, string>>;

/** What a plant remembers of earlier files: normal label to key, or to null for a column that was set aside. */
export function recallColumns(kept: Kept): RememberedColumns {
  const known = Object.entries(kept).flatMap(([label, key]): [string, ColumnKey | null][] =>
    key === "" ? [[label, null]] : isColumnKey(key) ? [[label, key]] : [],
  );
  return new Map(known);
}

/** What a plant is to remember of a file whose columns somebody chose. */
export const rememberColumns = (columns: readonly MatchedColumn[]): Record<string, string> =>
  Object.fromEntries(
    columns.filter(({ header }) => header !== "").map(({ header, key }) => [normalLabel(header), key ?? ""]),
  );

/** Columns as somebody chose them, by position. */
export function chosenColumns(header: readonly string[], chosen: readonly (ColumnKey | null)[]): ColumnMatch {
  const matched = matchColumns(header);
  const columns = matched.columns.map((column) => ({ ...column, key: chosen[column.index] ?? null }));
  const keys = columns.flatMap(({ key }) => (key === null ? [] : [key]));
  const twice = [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
  const ambiguous = twice.map((key) => ({
    key,
    indexes: columns.filter((column) => column.key === key).map(({ index }) => index),
  }));
  const required = [...matched.missing, ...matched.columns.flatMap(({ key }) => key ?? [])];
  return { columns, missing: required.filter((key) => isRequired(key) && !keys.includes(key)), ambiguous };
}

const isRequired = (key: ColumnKey): boolean => REQUIRED.has(key);
const REQUIRED: ReadonlySet<ColumnKey> = new Set(matchColumns([]).missing);

/** Position to key, as a batch keeps it. */
export const columnsToKeep = (columns: readonly MatchedColumn[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap(({ index, key }) => (key === null ? [] : [[String(index), key]])));

/** Position of each key in the file of a batch. */
export function keptPositions(kept: Kept): ReadonlyMap<ColumnKey, number> {
  const known = Object.entries(kept).flatMap(([index, key]): [ColumnKey, number][] =>
    isColumnKey(key) ? [[key, Number(index)]] : [],
  );
  return new Map(known);
}
