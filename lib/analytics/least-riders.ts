/** What of each rider a publication stands on: a text that is another where the rider's contribution is. */
export type Exposure = ReadonlyMap<string, string>;

/** A prime by which whole numbers of this size are multiplied without loss; no minor of so few publications reaches it. */
const PRIME = 67_108_859;
const MOST_PUBLICATIONS = 14;
const MOST_COMBINATIONS = 5_000;

/**
 * The least number of riders that some linear combination of all publications of a cell stands on.
 *
 * Contributions that are in the same publications cannot be told apart: they are one class. A combination stands on classes:
 * those whose publications' factors do not add up to nothing. The smallest such sets are found by letting as many classes
 * vanish as possible without all vanishing. Riders are counted as those that one publication knew at once, since a
 * rider who took consent back and gave it again has two names. Where there are too many combinations, each class is taken for one
 * that can be isolated.
 */
export function leastRiders(publications: readonly Exposure[]): number {
  const classes = classesOf(publications);
  if (classes.length === 0) return Number.POSITIVE_INFINITY;
  const smallest = Math.min(...classes.map((one) => ridersIn([one])));
  const rows = independentRows(
    publications.map((_, row) => classes.map(({ seenIn }) => Number(seenIn.has(row)))),
  );
  const many = combinations(classes.length, rows.length - 1);
  if (publications.length > MOST_PUBLICATIONS || many > MOST_COMBINATIONS) return smallest;
  let least = Number.POSITIVE_INFINITY;
  for (const vanishing of subsets(classes.length, rows.length - 1)) {
    const factors = factorsThatCancel(rows, vanishing);
    if (!factors) continue;
    const left = classes.filter(
      (_, column) => sumOf(rows.map((row, at) => times(factors[at], row[column]))) !== 0,
    );
    least = Math.min(least, ridersIn(left));
  }
  return least;
}

interface Class {
  readonly seenIn: ReadonlySet<number>;
  readonly size: number;
}

function classesOf(publications: readonly Exposure[]): Class[] {
  const seen = new Map<string, Set<number>>();
  for (const [row, riders] of publications.entries())
    for (const [rider, contribution] of riders) {
      const name = `${rider} ${contribution}`;
      const rows = seen.get(name) ?? new Set();
      seen.set(name, rows.add(row));
    }
  const classes = new Map<string, { seenIn: ReadonlySet<number>; size: number }>();
  for (const seenIn of seen.values()) {
    const name = [...seenIn].join();
    const known = classes.get(name);
    if (known) known.size++;
    else classes.set(name, { seenIn, size: 1 });
  }
  return [...classes.values()];
}

function ridersIn(classes: readonly Class[]): number {
  const rows = new Set(classes.flatMap(({ seenIn }) => [...seenIn]));
  const known = [...rows].map((row) =>
    classes.reduce((sum, { seenIn, size }) => sum + (seenIn.has(row) ? size : 0), 0),
  );
  return Math.max(0, ...known);
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

function combinations(of: number, take: number): number {
  let many = 1;
  for (let at = 0; at < take; at++) many = (many * (of - at)) / (at + 1);
  return many;
}

function* subsets(of: number, take: number, from = 0): Generator<number[]> {
  if (take === 0) yield [];
  else
    for (let first = from; first <= of - take; first++)
      for (const rest of subsets(of, take - 1, first + 1)) yield [first, ...rest];
}
