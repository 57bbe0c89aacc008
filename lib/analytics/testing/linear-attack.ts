const PRIME = 67_108_859;
const remainder = (value: number): number => ((value % PRIME) + PRIME) % PRIME;

function inverse(value: number): number {
  let [a, b, x, y] = [remainder(value), PRIME, 1, 0];
  while (a > 1) {
    const whole = Math.floor(a / b);
    [a, b] = [b, a - whole * b];
    [x, y] = [y, x - whole * y];
    if (b === 0) break;
  }
  return remainder(x);
}

/**
 * Rows that span all that follows from given ones, each with as little in it as this order of unknowns allows: every
 * unknown that is solved for is in one row alone.
 */
export function solved(rows: readonly Float64Array[], order: readonly number[]): Float64Array[] {
  const left = rows.map((row) => Float64Array.from(row, remainder));
  const done: Float64Array[] = [];
  for (const column of order) {
    const at = left.findIndex((row) => row[column] !== 0);
    if (at === -1) continue;
    const [row] = left.splice(at, 1);
    if (!row) continue;
    const scale = inverse(row[column] ?? 0);
    for (const [index, value] of row.entries()) row[index] = (value * scale) % PRIME;
    for (const other of [...left, ...done]) {
      const factor = other[column] ?? 0;
      if (factor === 0) continue;
      for (const [index, value] of row.entries())
        if (value !== 0) other[index] = remainder((other[index] ?? 0) - ((factor * value) % PRIME));
    }
    done.push(row);
    if (left.length === 0) break;
  }
  return done;
}

/** Whether a row follows from solved ones. */
export function follows(from: readonly Float64Array[], row: Float64Array): boolean {
  const extended = solved(
    [...from, row],
    Array.from(row, (_, at) => at),
  );
  return extended.length === from.length;
}
