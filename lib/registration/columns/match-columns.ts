import type { ColumnKey } from "./column";
import { COLUMNS } from "./columns";
import { findKey, MATCH_KINDS, type MatchKind, type RememberedColumns } from "./find-key";

export interface MatchedColumn {
  readonly index: number;
  readonly header: string;
  readonly key: ColumnKey | null;
  /** Null where nothing was found; `remembered` with the key null was set aside on purpose. */
  readonly how: MatchKind | null;
  /** Keys that it may mean, for the user to choose from: its name is unclear, or another column has that key. */
  readonly mayBe: readonly ColumnKey[];
}

export interface ColumnMatch {
  readonly columns: readonly MatchedColumn[];
  /** Required columns that the file has not. */
  readonly missing: readonly ColumnKey[];
  /** Keys that several columns have an equal claim to: none of them has it before somebody decides. */
  readonly ambiguous: readonly { readonly key: ColumnKey; readonly indexes: readonly number[] }[];
}

/** Which column of a file tells what. A key belongs to one column at most: to the one whose claim is the surest. */
export function matchColumns(
  header: readonly string[],
  remembered: RememberedColumns = new Map(),
): ColumnMatch {
  const claims = header.map((name, index) => ({ index, header: name, ...claimOf(name, remembered) }));
  const owners = new Map<ColumnKey, number>();
  const ambiguous: { key: ColumnKey; indexes: number[] }[] = [];
  for (const { key } of COLUMNS) {
    const rivals = claims.filter((claim) => claim.key === key);
    const best = MATCH_KINDS.find((kind) => rivals.some(({ how }) => how === kind));
    const surest = rivals.filter(({ how }) => how === best).map(({ index }) => index);
    const [owner] = surest;
    if (surest.length > 1) ambiguous.push({ key, indexes: surest });
    else if (owner !== undefined) owners.set(key, owner);
  }
  const columns = claims.map((claim): MatchedColumn => {
    const { key, mayBe } = claim;
    if (key === null || owners.get(key) === claim.index) return claim;
    return { ...claim, key: null, how: null, mayBe: [key, ...mayBe] };
  });
  const missing = COLUMNS.filter(({ key, required }) => required && !owners.has(key)).map(({ key }) => key);
  return { columns, missing, ambiguous };
}

function claimOf(name: string, remembered: RememberedColumns): Pick<MatchedColumn, "key" | "how" | "mayBe"> {
  if (name === "") return { key: null, how: null, mayBe: [] };
  const found = findKey(name, remembered);
  return "mayBe" in found ? { key: null, how: null, ...found } : { ...found, mayBe: [] };
}
