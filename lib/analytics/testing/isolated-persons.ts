import { LEAST_RIDERS } from "@/lib/domain/figures";
import { solved } from "./linear-attack";

/** A number that was published: which of the unknowns it adds up. */
export type Row = ReadonlySet<string>;

/** Unknowns that are in the same rows cannot be told apart. */
interface Class {
  readonly rows: readonly number[];
  readonly persons: ReadonlySet<string>;
}

/**
 * Sets of fewer than ten persons of which published numbers tell something: of which a linear combination of rows, whatever its
 * factors, is a sum over what these persons have, and nothing else. Such a combination stands on whole classes of unknowns, so that one that
 * there is stands on classes of these persons alone: these are tried, each, two together, and those of the sets given.
 * @param personOf an unknown. @param more sets of persons to be tried too: those of masked cells.
 */
export function isolatedPersons(
  rows: readonly Row[],
  personOf: (unknown: string) => string,
  more: readonly ReadonlySet<string>[] = [],
): ReadonlySet<string>[] {
  return partsOf(rows).flatMap((part) => {
    const classes = classesOf(part, personOf);
    const small = [
      ...new Map(classes.map(({ persons }) => [[...persons].sort().join(), persons])).values(),
    ].filter(({ size }) => size < LEAST_RIDERS);
    if (small.length === 0) return [];
    const pairs = small.flatMap((one, at) => small.slice(at + 1).map((other) => new Set([...one, ...other])));
    const tried = [...small, ...pairs, ...more].filter(({ size }) => size < LEAST_RIDERS);
    const all = rankOf(part.length, classes);
    return tried.filter((persons) => {
      const left = classes.filter((one) => [...one.persons].some((person) => !persons.has(person)));
      return left.length < classes.length && rankOf(part.length, left) < all;
    });
  });
}

/** Rows that have unknowns in common, directly or through others, together. */
function partsOf(rows: readonly Row[]): Row[][] {
  let parts: { rows: Row[]; unknowns: Set<string> }[] = [];
  for (const row of rows) {
    if (row.size === 0) continue;
    const touched = parts.filter(({ unknowns }) => [...row].some((unknown) => unknowns.has(unknown)));
    const joined = {
      rows: [...touched.flatMap((part) => part.rows), row],
      unknowns: new Set([...touched.flatMap((part) => [...part.unknowns]), ...row]),
    };
    parts = [...parts.filter((part) => !touched.includes(part)), joined];
  }
  return parts.map((part) => part.rows);
}

function classesOf(rows: readonly Row[], personOf: (unknown: string) => string): Class[] {
  const seen = new Map<string, number[]>();
  for (const [at, row] of rows.entries())
    for (const unknown of row) seen.set(unknown, [...(seen.get(unknown) ?? []), at]);
  const classes = new Map<string, { rows: readonly number[]; persons: Set<string> }>();
  for (const [unknown, own] of seen) {
    const known = classes.get(own.join()) ?? { rows: own, persons: new Set<string>() };
    classes.set(own.join(), known);
    known.persons.add(personOf(unknown));
  }
  return [...classes.values()];
}

function rankOf(many: number, classes: readonly Class[]): number {
  const rows = Array.from({ length: many }, () => new Float64Array(classes.length));
  for (const [column, one] of classes.entries())
    for (const at of one.rows) {
      const row = rows[at];
      if (row) row[column] = 1;
    }
  return solved(
    rows,
    classes.map((_, column) => column),
  ).length;
}
