/** What each rider adds to a publication: a text that is another where the contribution is. */
export type Publication = ReadonlyMap<string, string>;

/** A prime by which whole numbers of this size are multiplied without loss; no minor of so few publications reaches it. */
const PRIME = 67_108_859;

/**
 * The least number of persons that some linear combination of publications stands on, found by trying: written apart from the
 * rule by which they are published.
 *
 * Contributions that are in the same publications cannot be told apart: they are one class. A combination stands on classes: those
 * whose publications' factors do not add up to nothing. The smallest such sets are found by letting as many classes vanish as possible
 * without all vanishing.
 */
export function leastPersons(
  publications: readonly Publication[],
  personOf: (rider: string) => string = (rider) => rider,
): number {
  const classes = classesOf(publications, personOf);
  if (classes.length === 0) return Number.POSITIVE_INFINITY;
  const rows = independentRows(
    publications.map((_, row) => classes.map(({ seenIn }) => Number(seenIn.has(row)))),
  );
  let least = Number.POSITIVE_INFINITY;
  for (const vanishing of subsets(classes.length, rows.length - 1)) {
    const factors = factorsThatCancel(rows, vanishing);
    if (!factors) continue;
    const left = classes.filter(
      (_, column) => sumOf(rows.map((row, at) => times(factors[at], row[column]))) !== 0,
    );
    least = Math.min(least, new Set(left.flatMap(({ persons }) => [...persons])).size);
  }
  return least;
}

interface Class {
  readonly seenIn: ReadonlySet<number>;
  readonly persons: ReadonlySet<string>;
}

function classesOf(publications: readonly Publication[], personOf: (rider: string) => string): Class[] {
  const seen = new Map<string, { rows: Set<number>; person: string }>();
  for (const [row, riders] of publications.entries())
    for (const [rider, contribution] of riders) {
      const name = `${rider} ${contribution}`;
      const known = seen.get(name) ?? { rows: new Set<number>(), person: personOf(rider) };
      known.rows.add(row);
      seen.set(name, known);
    }
  const classes = new Map<string, { seenIn: ReadonlySet<number>; persons: Set<string> }>();
  for (const { rows, person } of seen.values()) {
    const name = [...rows].join();
    const known = classes.get(name) ?? { seenIn: rows, persons: new Set<string>() };
    known.persons.add(person);
    classes.set(name, known);
  }
  return [...classes.values()];
}

const remainder = (value: number): number => ((value % PRIME) + PRIME) % PRIME;
const times = (a = 0, b = 0): number => (a * b) % PRIME;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => (sum + value) % PRIME, 0);

function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = times(result, base);
    base = times(base, base);
  }
  return result;
}

/** Reduced rows that span the same; the pivot of each is 1, and 0 in all others. */
function independentRows(matrix: readonly (readonly number[])[]): number[][] {
  const rows: number[][] = [];
  for (const given of matrix) {
    let row = [...given];
    for (const known of rows) row = cleared(row, known);
    const pivot = row.findIndex((value) => value !== 0);
    if (pivot === -1) continue;
    const scale = inverse(row[pivot] ?? 0);
    const reduced = row.map((value) => times(value, scale));
    for (const [at, known] of rows.entries()) rows[at] = cleared(known, reduced);
    rows.push(reduced);
  }
  return rows;
}

/** A row without its part in the pivot of another. */
function cleared(row: readonly number[], other: readonly number[]): number[] {
  const factor = row[other.findIndex((value) => value !== 0)] ?? 0;
  return row.map((value, at) => remainder(value - times(factor, other[at])));
}

/** Factors of rows by which these columns vanish; null where these columns leave a choice, and others tell more. */
function factorsThatCancel(
  rows: readonly (readonly number[])[],
  columns: readonly number[],
): number[] | null {
  const conditions = independentRows(columns.map((column) => rows.map((row) => row[column] ?? 0)));
  if (conditions.length < rows.length - 1) return null;
  const pivots = conditions.map((condition) => condition.findIndex((value) => value !== 0));
  const free = rows.findIndex((_, at) => !pivots.includes(at));
  const factors = rows.map(() => 0);
  factors[free] = 1;
  for (const [at, condition] of conditions.entries())
    factors[pivots[at] ?? 0] = remainder(-(condition[free] ?? 0));
  return factors;
}

function* subsets(of: number, take: number, from = 0): Generator<number[]> {
  if (take === 0) yield [];
  else
    for (let first = from; first <= of - take; first++)
      for (const rest of subsets(of, take - 1, first + 1)) yield [first, ...rest];
}
